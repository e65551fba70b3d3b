/**
 * A ledger on one's own machine: who can reach its loopback address may do everything, a web page may not.
 * @module
 */
import { Refusal } from "../problem/problem.ts";
import { READING, SCOPES } from "./principal.ts";
import type { Principal, Scope } from "./principal.ts";

/** Tenant of a ledger on one's own machine. */
export const LOCAL_TENANT = "local";

/** Who sits at the machine. */
export const LOCAL_USER: Principal = {
  tenant: LOCAL_TENANT,
  scopes: SCOPES,
  by: "loopback",
  id: LOCAL_TENANT,
};

const HOST = /^(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/u;
const ADDRESS = /^(127\.\d{1,3}\.\d{1,3}\.\d{1,3}|::1|::ffff:127\.\d{1,3}\.\d{1,3}\.\d{1,3})$/u;

/** What a proxy adds. A ledger that is reached through one is on loopback no more. */
const FROM = ["cf-connecting-ip", "x-real-ip", "x-forwarded-for"] as const;

/**
 * Refuses what does not come from this machine, and what a page of another site sends through its reader's browser.
 * Throws `misdirected-host` and `forbidden`.
 */
export function checkLoopback(request: Request, scope: Scope): void {
  const url = URL.parse(request.url);
  const host = request.headers.get("host") ?? url?.host ?? "";
  // a name that somebody else's DNS points at 127.0.0.1 is in the Host header, and not a loopback name
  if (url === null || !HOST.test(host.toLowerCase()) || !HOST.test(url.host)) {
    throw new Refusal("misdirected-host", "this ledger answers to 127.0.0.1, localhost and [::1] only");
  }
  const from = FROM.flatMap((name) => request.headers.get(name)?.split(",") ?? []);
  const forwarded = request.headers.get("x-forwarded-host");
  if (
    from.some((address) => !ADDRESS.test(address.trim())) ||
    (forwarded !== null && !HOST.test(forwarded.toLowerCase())) ||
    request.headers.has("forwarded")
  ) {
    throw new Refusal(
      "misdirected-host",
      "this ledger is for its own machine, and this request came through a proxy; give it keys instead (unset ACCESS)",
    );
  }
  if (isForeignPage(request, url, host, scope)) {
    throw new Refusal("forbidden", "a page of another site may not use this ledger");
  }
}

function isForeignPage({ method, headers }: Request, url: URL, host: string, scope: Scope): boolean {
  const origin = headers.get("origin");
  if (origin !== null && origin !== `${url.protocol}//${host}`) return true;
  const site = headers.get("sec-fetch-site");
  if (site === null || site === "same-origin" || site === "none") return false;
  // a link that is followed shows its answer to the reader and to nobody else
  const followed =
    headers.get("sec-fetch-mode") === "navigate" && headers.get("sec-fetch-dest") === "document";
  return !(followed && method === "GET" && READING.includes(scope));
}
