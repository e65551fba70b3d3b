/**
 * What a ledger counts of served requests: whole numbers only, so that any order of adding gives the same total.
 * Energy, grams and litres are not among them; they follow on reading (M52).
 * @module
 */

/**
 * Whole numbers over some requests. Every `…ed` counts those of which the figure after it is known. One unit for all: an
 * event of `count` n is n, whether n requests brought it (the outbox adds alike ones up) or one that did n inferences.
 * How many HTTP requests there were is not among them, and nothing here says so.
 */
export interface Counters {
  /** Inferences that were answered, in whole or in part. */
  readonly count: number;
  /** Requests that failed: no inferences, but their time counts. */
  readonly failed: number;
  /** Of `count`: answers that the client broke off. */
  readonly aborted: number;
  /** Requests, failed ones included, whose time is known. */
  readonly timed: number;
  /** Time from request to the end of the answer, µs. */
  readonly duration_us: number;
  /** Fair share of that time among the requests in flight, µs (M50). */
  readonly share_us: number;
  /** Of `timed`: taken as alone in flight, since nobody said. Their share is an upper bound. */
  readonly alone: number;
  /** Requests whose answer's start was seen. */
  readonly streamed: number;
  /** Time to the head of the answer, µs, over `streamed`. */
  readonly head_us: number;
  /** Time to its first byte, µs, over `streamed`. */
  readonly first_byte_us: number;
  /** Requests whose tokens are known. */
  readonly tokened: number;
  readonly input_tokens: number;
  readonly output_tokens: number;
  /** Inferences whose energy the sender metered itself. */
  readonly metered: number;
  /** That energy, µJ. */
  readonly energy_uj: number;
  /** Inferences whose CPU time the platform told afterwards. */
  readonly cpu_timed: number;
  /** That CPU time, µs. */
  readonly cpu_us: number;
}

/** A counter's name. */
export type Counter = keyof Counters;

/** All counters, in the order in which they are stored. */
export const COUNTERS = [
  "count",
  "failed",
  "aborted",
  "timed",
  "duration_us",
  "share_us",
  "alone",
  "streamed",
  "head_us",
  "first_byte_us",
  "tokened",
  "input_tokens",
  "output_tokens",
  "metered",
  "energy_uj",
  "cpu_timed",
  "cpu_us",
] as const satisfies readonly Counter[];

/** Nothing counted. */
export const NO_COUNTERS: Counters = Object.freeze(
  Object.fromEntries(COUNTERS.map((name) => [name, 0])) as Record<Counter, number>,
);

/** The sum of two. Exact while every counter stays below 2⁵³. */
export function addCounters(a: Counters, b: Counters): Counters {
  const sum: Record<string, number> = {};
  for (const name of COUNTERS) sum[name] = a[name] + b[name];
  return sum as unknown as Counters;
}
