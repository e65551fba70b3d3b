/**
 * The way from the tail consumer to the ledger.
 * @module
 */
import type { TailEnv } from "./env.ts";

/** Sends one batch and gives the ledger's answer. Rejects where there is none. */
export type LedgerDoor = (batch: string, signal: AbortSignal) => Promise<Response>;

/** How to get there, or why there is no way, as a sentence for whoever runs it. */
export type Way = { readonly door: LedgerDoor } | { readonly missing: string };

const EVENTS = "/v1/events";
/** A binding wants some origin; a ledger that knows its own is sent that one. */
const BOUND_ORIGIN = "https://ledger.internal";

/** The binding where there is one, else the address. The key says whose the events are, either way. */
export function wayToLedger(env: TailEnv): Way {
  const { GRAMME, GRAMME_KEY } = env;
  if (GRAMME_KEY === undefined || GRAMME_KEY === "") {
    return { missing: "GRAMME_KEY is not set: wrangler secret put GRAMME_KEY -c wrangler.tail.jsonc" };
  }
  const origin = originOf(env.GRAMME_LEDGER);
  if (origin === false) {
    return { missing: "GRAMME_LEDGER wants https:// and a host, or http:// and a loopback host" };
  }
  if (GRAMME === undefined && origin === undefined) {
    return { missing: "neither the service binding GRAMME nor GRAMME_LEDGER is set" };
  }
  const address = `${origin ?? BOUND_ORIGIN}${EVENTS}`;
  const door: LedgerDoor = async (body, signal) => {
    const asked: RequestInit = {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${GRAMME_KEY}` },
      body,
      // a key is not carried to wherever an answer points
      redirect: "manual",
      signal,
    };
    return GRAMME === undefined ? fetch(address, asked) : GRAMME.fetch(address, asked);
  };
  return { door };
}

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/u;

/** The origin of an address that a key may go to; `false` where it may not. */
function originOf(address: string | undefined): string | false | undefined {
  if (address === undefined || address === "") return undefined;
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, origin } = new URL(address);
  return protocol === "https:" || (protocol === "http:" && LOOPBACK.test(hostname)) ? origin : false;
}
