/**
 * A parcel of the gateway's into the ledger, by the way that every batch goes.
 * @module
 */
import { type IntakeEnv, takeEvents } from "../../intake/take-events.ts";
import { Refusal } from "../../problem/problem.ts";
import type { Handed, NumberedEvents } from "./handover.ts";

/** A parcel holds what many callers were answered: to the ledger, the gateway is one sender. No key has such an id. */
const SENDER = "gateway.";

/** Durable once it settles. Throws where it is not known, or not now: then the same batch can be sent again. */
export async function recorded(
  env: IntakeEnv,
  tenant: string,
  { events, ...numbering }: NumberedEvents,
  nowMs: number,
): Promise<Handed> {
  try {
    const { rejected } = await takeEvents(env, { tenant, sender: SENDER }, events, nowMs, numbering);
    return { refused: rejected.map(({ code }) => code) };
  } catch (error) {
    if (!(error instanceof Refusal) || error.code === "out-of-breath") throw error;
    // said for good
    return { refused: events.map(() => error.code) };
  }
}
