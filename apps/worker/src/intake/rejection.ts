/**
 * Events that are not taken, in words: which field, what was found, what would be right, and never more of it than a
 * slip of the pen is long.
 * @module
 */
import { suggestZones, TASKS } from "@gramme/core";
import {
  check,
  EVENT_ID,
  MeterEvent,
  nearest,
  pathText,
  type ProblemCode,
  type WireRejectedEvent,
} from "@gramme/core/wire";
import { AHEAD_MS, NAMED_FOR_MS, NUMBERED_FOR_MS } from "../shard/ages.ts";
import type { RefusedCell } from "../shard/contract.ts";
import { shortened } from "./shortened.ts";

/** Events of one batch whose fault is looked for. The rest are told that they are none. */
const MOST_WORDED = 100;
const LONGEST_DETAIL = 300;
const LONGEST_QUOTE = 60;

/** Why an event is not taken. */
export interface Reason {
  readonly code: ProblemCode;
  readonly field?: string;
  readonly detail: string;
}

/** Words for a value that is no event. The `nth` of its batch: after a hundred, nobody reads on. */
export function notAnEvent(value: unknown, nth: number): Reason {
  const code = "malformed-event";
  if (nth >= MOST_WORDED) return { code, detail: "is no event; see those before it" };
  const checked = check(MeterEvent, shortened(value));
  const issue = checked.ok ? undefined : checked.issues[0];
  if (issue === undefined) return { code, detail: "is no event" };
  // the schema would list them all, and there are sixty
  const detail = issue.path[0] === "task" ? taskWanted(value) : issue.message.slice(0, LONGEST_DETAIL);
  return issue.path.length === 0 ? { code, detail } : { code, field: pathText(issue.path), detail };
}

function taskWanted(event: unknown): string {
  const wants = "wants a Hugging Face pipeline tag, or unknown";
  const { task } = event as { readonly task?: unknown };
  if (typeof task !== "string") return `${task === undefined ? "missing; " : ""}${wants}`;
  const found = task.slice(0, LONGEST_QUOTE);
  const near = nearest(found, TASKS);
  return `${wants}, found "${found}"${near === undefined ? "" : `; did you mean "${near}"?`}`;
}

/** An event without an id, where it wants one. */
export const WANTS_ID: Reason = {
  code: "malformed-event",
  field: "id",
  detail: "missing; wants an id, since the batch has no producer and seq",
};

const days = (ms: number): number => ms / 86_400_000;

/** An event that is too old for its batch's way to count once. */
export function tooOld(numbered: boolean): Reason {
  return {
    code: "too-old",
    field: "at_unix_ms",
    detail: numbered
      ? `is more than ${days(NUMBERED_FOR_MS)} days ago`
      : `is more than ${days(NAMED_FOR_MS)} days ago; batches with producer and seq are taken for ${days(NUMBERED_FOR_MS)}`,
  };
}

/** An event that did not happen yet. */
export const IN_THE_FUTURE: Reason = {
  code: "in-the-future",
  field: "at_unix_ms",
  detail: `is more than ${AHEAD_MS / 60_000} minutes ahead of the ledger's clock; wants ms since 1970`,
};

/** A zone that no grid figure is known of. The `nth` of its batch, as above: looking for what was meant is dear. */
export function unknownZone(zone: string, nth: number): Reason {
  if (nth >= MOST_WORDED)
    return { code: "unknown-zone", field: "zone", detail: `unknown zone "${zone}"; see those before it` };
  const names = suggestZones(zone).map(({ code }) => code);
  const hint = names.length === 0 ? "wants an ISO 3166-1 code" : `did you mean ${names.join(" or ")}?`;
  return { code: "unknown-zone", field: "zone", detail: `unknown zone "${zone}"; ${hint}` };
}

/** A profile that the tenant does not have. The `nth` of its batch. */
export function unknownProfile(profile: string, known: readonly string[], nth: number): Reason {
  if (nth >= MOST_WORDED) {
    return {
      code: "unknown-profile",
      field: "profile",
      detail: `unknown profile "${profile}"; see those before it`,
    };
  }
  const near = nearest(profile, known);
  const hint = near === undefined ? "make it by PUT /v1/profiles/:id" : `did you mean "${near}"?`;
  return {
    code: "unknown-profile",
    field: "profile",
    detail: `unknown profile "${profile}"; ${hint}`,
  };
}

/** What a shard does not take. */
export const REFUSED: Readonly<Record<RefusedCell, Reason>> = {
  "too-many-labels": {
    code: "too-many-labels",
    detail: "the ledger has too many different models, versions and routes of that day; name them by pattern",
  },
  "counter-overflow": {
    code: "counter-overflow",
    detail: "its hour would count beyond 2^53 - 1, where numbers stop being exact",
  },
  "too-old": { code: "too-old", field: "at_unix_ms", detail: "its hour is closed" },
};

/** An event that was refused when its batch counted, and of which that is all that is known by now. */
export function refusedBefore(code: ProblemCode): Reason {
  return { code, detail: "was refused when its batch counted, and does not count now" };
}

/** A rejection as it is answered. */
export function rejected(index: number, event: unknown, reason: Reason): WireRejectedEvent {
  const id: unknown = (event as { readonly id?: unknown } | null)?.id;
  return { index, ...(typeof id === "string" && EVENT_ID.test(id) ? { id } : {}), ...reason };
}
