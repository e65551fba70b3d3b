/**
 * Reads a ledger's answer. Only the ledger's own word makes an event refused: whatever else stands on the way, a proxy
 * or a portal, can make it wait, never make it go.
 * @module
 */
import type { ProblemCode } from "@gramme/core/wire";
import type { Batch } from "./batch.ts";
import { retryAfterMs } from "./pace.ts";
import type { Refusal, Verdict } from "./verdict.ts";

/** An answer as it came. */
export interface Answer {
  readonly status: number;
  readonly retryAfter: string | null;
  /** Its body, where it is JSON. */
  readonly body: unknown;
}

/** Codes by which a ledger says that a batch will never do. */
const FINAL: ReadonlySet<string> = new Set<ProblemCode>([
  "malformed-json",
  "malformed-body",
  "malformed-event",
  "conflict",
  "unknown-profile",
  "unknown-zone",
  "too-old",
  "in-the-future",
  "too-many-labels",
  "counter-overflow",
]);

/** Statuses of which it is sure that nothing was counted. */
const NOT_COUNTED = [401, 403, 404, 405, 415, 421, 429];
const MOST_DETAIL = 300;
const CODE = /^[a-z][a-z0-9-]{0,40}$/u;

/** What an answer means for the batch. */
export function verdictOf(answer: Answer, batch: Batch, nowMs: number): Verdict {
  const { status } = answer;
  const unclear = !NOT_COUNTED.includes(status);
  if (status >= 200 && status < 300) {
    return (
      ackOf(answer.body, batch) ?? {
        kind: "barred",
        words: `answered ${status}, but not as a ledger does: is the address right?`,
        unclear,
      }
    );
  }
  if (status === 413) return { kind: "too-large" };
  const refused = refusalOf(answer.body, batch);
  if (refused !== undefined && status >= 400 && status < 500) return { kind: "refused", refused };
  const wait = retryAfterMs(answer.retryAfter, nowMs);
  const pause = wait === undefined ? {} : { retryAfterMs: wait };
  if (status === 408 || status === 425 || status === 429 || status >= 500) {
    return { kind: "soon", words: `answered ${status}`, unclear, ...pause };
  }
  return { kind: "barred", words: `answered ${status}: ${meaningOf(status)}`, unclear, ...pause };
}

function meaningOf(status: number): string {
  if (status === 401) return "the key is missing, wrong or revoked";
  if (status === 403) return "the key may not write events";
  if (status === 404 || status === 405) return "no ledger is at this address";
  if (status === 0 || (status >= 300 && status < 400)) {
    return "a redirect, which is not followed with a key: give the final address";
  }
  return "not a ledger's refusal, so that the batch is kept";
}

function ackOf(body: unknown, batch: Batch): Verdict | undefined {
  if (!isRecord(body) || body["schema"] !== "gramme/ack/1") return undefined;
  const { accepted, duplicates, rejected } = body;
  if (!isCount(accepted) || !isCount(duplicates) || !Array.isArray(rejected)) return undefined;
  return { kind: "taken", accepted, duplicates, refused: refusalsOf(rejected, batch) };
}

function refusalOf(body: unknown, batch: Batch): readonly Refusal[] | undefined {
  if (!isRecord(body)) return undefined;
  const { code, type, detail, errors } = body;
  if (typeof code !== "string" || !FINAL.has(code) || type !== `urn:gramme:problem:${code}`) return undefined;
  const told = new Map(
    refusalsOf(Array.isArray(errors) ? errors : [], batch).map((refusal) => [refusal.index, refusal]),
  );
  const words = short(detail);
  return batch.lines.map((_, index) => told.get(index) ?? { index, code, detail: words });
}

function refusalsOf(list: readonly unknown[], batch: Batch): readonly Refusal[] {
  const refusals = new Map<number, Refusal>();
  for (const item of list) {
    if (!isRecord(item)) continue;
    const { index, code, field, detail } = item;
    if (!isCount(index) || index >= batch.lines.length || refusals.has(index)) continue;
    refusals.set(index, {
      index,
      code: typeof code === "string" && CODE.test(code) ? code : "unnamed",
      ...(typeof field === "string" ? { field: field.slice(0, 60) } : {}),
      detail: short(detail),
    });
  }
  return [...refusals.values()];
}

function short(text: unknown): string {
  return typeof text === "string" ? text.slice(0, MOST_DETAIL) : "";
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
