/**
 * `POST /v1/events`: the door for batches of events.
 * @module
 */
import {
  check,
  EventsBatch,
  MOST_BATCH_BYTES,
  MOST_EVENTS,
  pathText,
  type ProblemCode,
  type WireEventsAck,
  type WireEventsBatch,
  type WireProblemError,
} from "@gramme/core/wire";
import type { Hono } from "hono";
import { allow } from "../auth/allow.ts";
import type { Ledger } from "../context.ts";
import { Refusal } from "../problem/problem.ts";
import { readJson } from "./body.ts";
import { shortened } from "./shortened.ts";
import { type Numbering, takeEvents } from "./take-events.ts";

const PATH = "/v1/events";

/**
 * Mounts the door. It answers 200 with what was taken and what was not; 422 where nothing was, and then a batch's number
 * is still free.
 */
export function eventsDoor(app: Hono<Ledger>): void {
  app.post(PATH, allow("events:write"), async (c) => {
    const batch = batchOf(await readJson(c.req.raw, MOST_BATCH_BYTES));
    const { tenant, id } = c.get("principal");
    const from = { tenant, sender: id };
    const taken = await takeEvents(c.env, from, batch.events, c.get("nowMs"), numberingOf(batch));
    if (batch.events.length > 0 && taken.accepted + taken.duplicates === 0) throw noneTaken(taken.rejected);
    const ack: WireEventsAck = { schema: "gramme/ack/1", ...taken, rejected: [...taken.rejected] };
    return c.json(ack, 200, { "cache-control": "no-store" });
  });
  app.all(PATH, () => {
    throw new Refusal("method-not-allowed", "wants POST", { headers: { allow: "POST" } });
  });
}

/** The batch itself, its events not yet looked at. */
function batchOf(body: unknown): WireEventsBatch {
  const events: unknown = (body as { readonly events?: unknown } | null)?.events;
  if (Array.isArray(events) && events.length > MOST_EVENTS) {
    throw new Refusal("too-large", `wants at most ${MOST_EVENTS} events a batch, found ${events.length}`);
  }
  // the schema sees no events: there are many, and it takes them for anything
  const checked = check(
    EventsBatch,
    shortened(Array.isArray(events) ? { ...(body as object), events: [] } : body),
  );
  if (!checked.ok) {
    throw malformed(checked.issues.map(({ path, message }) => [pathText(path), message]));
  }
  return Array.isArray(events) ? { ...checked.value, events } : checked.value;
}

const MOST_FAULTS = 20;
const LONGEST_WORDS = 300;

function malformed(faults: readonly (readonly [field: string, detail: string])[]): Refusal {
  const errors = faults.slice(0, MOST_FAULTS).map(([field, detail]) => ({
    code: "malformed-body",
    field: field.slice(0, LONGEST_WORDS),
    detail: detail.slice(0, LONGEST_WORDS),
  }));
  return new Refusal("malformed-body", "the body is no gramme/events/1", { errors });
}

function numberingOf({ producer, seq, lost = 0 }: WireEventsBatch): Numbering | undefined {
  if (producer !== undefined && seq !== undefined) return { producer, seq, lost };
  if (seq !== undefined) throw malformed([["producer", "missing; seq numbers the batches of a producer"]]);
  if (lost > 0)
    throw malformed([["seq", "missing; what was lost counts once for a producer's numbered batch"]]);
  return undefined;
}

/** Nothing was taken: one answer, under the one reason, if there is one. */
function noneTaken(errors: readonly WireProblemError[]): Refusal {
  const codes = new Set(errors.map(({ code }) => code));
  const [first] = codes;
  const code = codes.size === 1 && first !== undefined ? (first as ProblemCode) : "malformed-event";
  return new Refusal(code, `none of ${errors.length} events was taken`, { errors });
}
