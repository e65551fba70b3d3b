/**
 * Counters and places for tests.
 * @module
 */
import * as fc from "fast-check";
import { COUNTERS, NO_COUNTERS } from "./counters.ts";
import type { Counters } from "./counters.ts";
import { servedPlace } from "./place.ts";
import type { ServedProfile } from "./rate.ts";

/** A place of round numbers: PUE 1.2, 100 g/kWh, 1 L/kWh of cooling. */
export const PLACE = servedPlace({ pue: 1.2, grid_g_per_kwh: 100, wue_l_per_kwh: 1 }, "");

/** Counters of which some are not 0. */
export function counters(some: Partial<Counters>): Counters {
  return { ...NO_COUNTERS, ...some };
}

/** Whole counters as a ledger could hold them: what is known is known of requests that there are. */
export const someCounters: fc.Arbitrary<Counters> = fc
  .record({
    count: fc.nat(1_000_000),
    failed: fc.nat(1000),
    known: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 }),
    sums: fc.array(fc.nat(2 ** 30), { minLength: COUNTERS.length, maxLength: COUNTERS.length }),
  })
  .map(({ count, failed, known, sums }) => {
    const of = (n: number): number => Math.floor((count + failed) * (known[n] ?? 0));
    const [timed, tokened, metered] = [of(0), of(1), of(2)];
    return {
      ...NO_COUNTERS,
      count,
      failed,
      timed,
      share_us: timed === 0 ? 0 : (sums[5] ?? 0),
      alone: Math.min(timed, sums[6] ?? 0),
      tokened,
      input_tokens: tokened === 0 ? 0 : (sums[11] ?? 0),
      output_tokens: tokened === 0 ? 0 : (sums[12] ?? 0),
      metered,
      energy_uj: metered === 0 ? 0 : (sums[14] ?? 0),
    };
  });

/** A profile of each kind that states its figure. */
export const STATED: readonly ServedProfile[] = [
  { id: "each", version: 1, input: { kind: "per-inference", energy_j: 2, rung: "share", spread: 1.5 } },
  { id: "power", version: 3, input: { kind: "power", power_w: 100, rung: "node" } },
  {
    id: "tokens",
    version: 1,
    input: {
      kind: "tokens",
      j_per_input_token: 0.01,
      j_per_output_token: 0.3,
      j_per_request: 2,
      rung: "facility",
    },
  },
  { id: "meter", version: 2, input: { kind: "metered", meter: "NVML", rung: "node" } },
];
