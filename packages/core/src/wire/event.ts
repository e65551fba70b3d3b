/**
 * A metered request on its way to a ledger. Names are short and without spaces: no prompt and no answer fits in.
 * @module
 */
import { z } from "zod";
import { PHASES } from "../ledger/phase.ts";
import { TASKS } from "../task/task.ts";
import {
  EVENT_ID,
  LONGEST_MS,
  MODEL_NAME,
  MOST_COUNT,
  MOST_EVENTS,
  PROFILE_ID,
  ROUTE_NAME,
  VERSION_NAME,
  ZONE_CODE,
} from "./event-bounds.ts";

export * from "./event-bounds.ts";

/** How a duration is known. */
export const TIMINGS = ["wall", "wall-io", "provider"] as const;
/**
 * `wall`: a clock that runs while the work does. `wall-io`: a clock that moves at I/O only, so what stands between two
 * I/Os; an upper bound of the work behind. `provider`: compute time, as the one who computed says it.
 */
export type Timing = (typeof TIMINGS)[number];

/** How a request ended. */
export const OUTCOMES = ["answered", "aborted", "failed"] as const;
/** `aborted`: the client broke off an answer that had begun; `failed`: there was none. */
export type Outcome = (typeof OUTCOMES)[number];

const ms = (most: number): z.ZodNumber => z.number().min(0.001).max(most);
const whole = (most: number): z.ZodInt => z.int().min(0).max(most);

/**
 * One request, or `count` alike of one moment: then every figure is the sum over them. What is not known is left out;
 * 0 is never a measured time, energy or CPU time.
 */
export const MeterEvent = z
  .strictObject({
    /** Names this event for ever: sent twice, it counts once. Wanted unless the batch has producer and seq. */
    id: z.string().regex(EVENT_ID, "wants 1 to 64 letters, digits, . _ : -").optional(),
    /** When the answer ended, ms since 1970. */
    at_unix_ms: z.int().min(1_500_000_000_000).max(9_000_000_000_000),
    phase: z.enum(PHASES).optional().describe("inference when not said"),
    /** A Hugging Face pipeline tag, letter for letter, or `unknown`. */
    task: z.enum([...TASKS, "unknown"]),
    model: z.string().regex(MODEL_NAME, "wants a model's name: letters, digits, . _ : / @ + -, at most 128"),
    model_version: z.string().regex(VERSION_NAME, "wants a version's name, at most 64").optional(),
    route: z.string().regex(ROUTE_NAME, "wants a route's pattern without spaces, at most 128").optional(),
    /** How the energy is known. Published rates of the task when not said. */
    profile: z.string().regex(PROFILE_ID, "wants a profile's id, at most 128").optional(),
    /** Where it ran, where that is not the profile's place. */
    zone: z.string().regex(ZONE_CODE, "wants an ISO 3166-1 code in capitals").optional(),
    /** Inferences; 1 when not said. 0 only for CPU time that is told after the event. */
    count: whole(MOST_COUNT).optional(),
    outcome: z.enum(OUTCOMES).optional().describe("answered when not said"),
    timing: z.enum(TIMINGS).optional(),
    /** Time from request to the end of the answer. Wants timing. */
    duration_ms: ms(LONGEST_MS * 1000).optional(),
    /** Mean of the requests in flight over that time, this one included (M50). Alone when not said, and it is told so. */
    in_flight: z.number().min(1).max(1_000_000).optional(),
    head_ms: ms(LONGEST_MS * 1000).optional(),
    first_byte_ms: ms(LONGEST_MS * 1000).optional(),
    input_tokens: whole(1e12).optional(),
    output_tokens: whole(1e12).optional(),
    /** Energy that the sender metered, at the rung that its profile names. */
    energy_uj: z.int().min(1).max(1e15).optional(),
    /** CPU time that the platform told, of `count` inferences, or of `cpu_of` where the count is 0. */
    cpu_ms: ms(LONGEST_MS * 1000).optional(),
    cpu_of: z.int().min(1).max(MOST_COUNT).optional(),
  })
  .superRefine((event, context) => {
    const wrong = (path: string, message: string): void => {
      context.addIssue({ code: "custom", path: [path], message });
    };
    if ((event.duration_ms === undefined) !== (event.timing === undefined)) {
      wrong(event.timing === undefined ? "timing" : "duration_ms", "duration_ms and timing go together");
    }
    if (event.in_flight !== undefined && event.duration_ms === undefined) {
      wrong("in_flight", "in_flight wants duration_ms");
    }
    if ((event.head_ms === undefined) !== (event.first_byte_ms === undefined)) {
      wrong("head_ms", "head_ms and first_byte_ms go together");
    }
    if ((event.input_tokens === undefined) !== (event.output_tokens === undefined)) {
      wrong(
        event.input_tokens === undefined ? "input_tokens" : "output_tokens",
        "input_tokens and output_tokens go together; one that there is none of is 0",
      );
    }
    if (event.cpu_of !== undefined && (event.cpu_ms === undefined || event.count !== 0)) {
      wrong("cpu_of", "cpu_of goes with cpu_ms and a count of 0");
    }
    if (event.count === 0) {
      if (event.cpu_of === undefined) wrong("count", "a count of 0 wants cpu_ms and cpu_of");
      for (const key of ["duration_ms", "head_ms", "input_tokens", "energy_uj", "outcome"] as const) {
        if (event[key] !== undefined) wrong(key, `${key} wants a count of 1 or more`);
      }
    }
  });

/** A metered request on the wire. */
export type WireEvent = z.output<typeof MeterEvent>;

/**
 * Events on their way to a ledger's `POST /v1/events` (form `gramme/events/1`). With producer and seq a batch counts
 * once however often it comes, and costs the ledger next to nothing; without, every event wants an id.
 */
export const EventsBatch = z.strictObject({
  schema: z.literal("gramme/events/1"),
  /** Who keeps the events until they are acked: one process, one folder. Stays the same over a restart of a kept outbox. */
  producer: z.string().regex(EVENT_ID, "wants 1 to 64 letters, digits, . _ : -").optional(),
  /** Number of this batch among the producer's, from 1, each used for one batch only. */
  seq: z.int().min(1).optional(),
  /** Events that this producer had to give up since its last batch. */
  lost: z.int().min(0).max(1e12).optional(),
  events: z.array(z.unknown()).max(MOST_EVENTS),
});

/** An event that was not taken, and why. */
export const RejectedEvent = z.strictObject({
  index: z.int().min(0),
  id: z.string().optional(),
  /** A code of the closed set of problems. */
  code: z.string(),
  /** Path of the field in the event, where it is one. */
  field: z.string().optional(),
  detail: z.string(),
});

/** What a ledger answers to a batch of which at least one event was taken, now or before. */
export const EventsAck = z.strictObject({
  schema: z.literal("gramme/ack/1"),
  /** Events that count now. */
  accepted: z.int().min(0),
  /** Events that counted already. */
  duplicates: z.int().min(0),
  rejected: z.array(RejectedEvent),
});

/** A batch on the wire, its events not yet looked at. */
export type WireEventsBatch = z.output<typeof EventsBatch>;
/** An event that was not taken, on the wire. */
export type WireRejectedEvent = z.output<typeof RejectedEvent>;
/** The answer to a batch, on the wire. */
export type WireEventsAck = z.output<typeof EventsAck>;
