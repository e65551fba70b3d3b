/**
 * What an event adds to the ledger: its fields as whole numbers, and the labels that it counts under.
 * @module
 */
import { COUNTERS, type Counter } from "@gramme/core";
import type { WireEvent } from "@gramme/core/wire";

const AT = Object.fromEntries(COUNTERS.map((name, at) => [name, at])) as Readonly<Record<Counter, number>>;

/** µs of ms, to the nearest; at least 1, since what was measured took time. */
function micros(ms: number): number {
  return Math.max(1, Math.round(ms * 1000));
}

/**
 * Adds an event to counters in the order of core's `COUNTERS`. A failed request is no inference: it adds to `failed`, its
 * time and energy to theirs, and nothing to what counts inferences (`count`, `metered`, `cpu_timed`).
 */
export function addEvent(sums: number[], event: WireEvent): void {
  const add = (counter: Counter, n: number): void => {
    const at = AT[counter];
    sums[at] = (sums[at] ?? 0) + n;
  };
  const requests = event.count ?? 1;
  const inferences = event.outcome === "failed" ? 0 : requests;
  add("count", inferences);
  if (event.outcome === "failed") add("failed", requests);
  if (event.outcome === "aborted") add("aborted", requests);
  if (event.duration_ms !== undefined) {
    add("timed", requests);
    add("duration_us", micros(event.duration_ms));
    // M50: the share of n in flight all along is a n-th
    add("share_us", micros(event.duration_ms / (event.in_flight ?? 1)));
    if (event.in_flight === undefined) add("alone", requests);
  }
  if (event.head_ms !== undefined && event.first_byte_ms !== undefined) {
    add("streamed", requests);
    add("head_us", micros(event.head_ms));
    add("first_byte_us", micros(event.first_byte_ms));
  }
  if (event.input_tokens !== undefined && event.output_tokens !== undefined) {
    add("tokened", requests);
    add("input_tokens", event.input_tokens);
    add("output_tokens", event.output_tokens);
  }
  if (event.energy_uj !== undefined) {
    add("metered", inferences);
    add("energy_uj", event.energy_uj);
  }
  if (event.cpu_ms !== undefined) {
    add("cpu_timed", event.cpu_of ?? inferences);
    add("cpu_us", micros(event.cpu_ms));
  }
}

/** Nothing, to add to. */
export const noCounters = (): number[] => COUNTERS.map(() => 0);
