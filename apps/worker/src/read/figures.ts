/**
 * Figures of some requests as they go on the wire.
 * @module
 */
import type { Counters, Estimate, ServedTotal, UnknownRequests } from "@gramme/core";
import { doubt, JOULES_PER_KWH, UNKNOWN_REASONS } from "@gramme/core";
import type { WireApiFigures, WireQuantity } from "@gramme/core/wire";
import { wireQuantity } from "@gramme/core/wire";
import { doubtMeaning } from "@gramme/core/words";

/** kWh of a J. */
export const KWH: number = 1 / JOULES_PER_KWH;
/** Sources of doubt that an answer lists. */
const MOST_SOURCES = 5;
const MICROSECONDS_PER_MS = 1000;

/** Figures of counters and of what they took. */
export function wireFiguresOf(counters: Counters, total: ServedTotal): WireApiFigures {
  const { impacts, inferences } = total;
  return {
    inferences: counters.count,
    failed: counters.failed,
    aborted: counters.aborted,
    tokens:
      counters.tokened === 0
        ? null
        : { input: counters.input_tokens, output: counters.output_tokens, known: counters.tokened },
    time: timeOf(counters),
    boundary: total.boundary,
    tier: total.tier ?? null,
    tiers: total.tiers.map(({ tier, requests }) => ({ tier, count: requests })),
    known: total.covered,
    unknown: wireUnknown(total.unknown),
    energy_kwh: quantity(impacts?.energy, KWH),
    co2e_g: quantity(impacts?.co2e),
    water_l: quantity(impacts?.water),
    adpe_kgsb: quantity(impacts?.adpe),
    pe_mj: quantity(impacts?.pe),
    per_1000:
      impacts === undefined || inferences === 0
        ? null
        : {
            energy_kwh: wireQuantity(impacts.energy, (KWH * 1000) / inferences),
            co2e_g: wireQuantity(impacts.co2e, 1000 / inferences),
            water_l: wireQuantity(impacts.water, 1000 / inferences),
          },
    doubt: impacts === undefined ? [] : wireDoubt(impacts.co2e),
    production:
      total.production === undefined
        ? null
        : { co2e_g: wireQuantity(total.production.co2e), inferences: total.production.inferences },
  };
}

function quantity(estimate: Estimate | undefined, by = 1): WireQuantity | null {
  return estimate === undefined ? null : wireQuantity(estimate, by);
}

/** The largest sources of doubt of a figure. */
export function wireDoubt(estimate: Estimate): WireApiFigures["doubt"] {
  return doubt(estimate)
    .slice(0, MOST_SOURCES)
    .map(({ source, share }) => {
      const meaning = meaningOf(source);
      return { source, share, ...(meaning === undefined ? {} : { meaning }) };
    });
}

/** What is not known, in words. */
export function wireUnknown(unknown: readonly UnknownRequests[]): WireApiFigures["unknown"] {
  return unknown.map(({ reason, requests }) => ({ reason, text: UNKNOWN_REASONS[reason], count: requests }));
}

const MEANINGS: readonly (readonly [start: string, meaning: string])[] = [
  ["profile/", "what a profile states"],
  ["rate/transfer", "a published rate, used for another deployment"],
  ["rate/", "scatter between the models of a published rate"],
  ["scatter/", "scatter of the replicates of the run that calibrates"],
  ["embodied/", "production of the hardware"],
];

function meaningOf(source: string): string | undefined {
  return MEANINGS.find(([start]) => source.startsWith(start))?.[1] ?? doubtMeaning(source);
}

function timeOf(counters: Counters): WireApiFigures["time"] {
  const { timed, duration_us, share_us, streamed, first_byte_us } = counters;
  if (timed === 0) return null;
  return {
    known: timed,
    duration_ms: duration_us / timed / MICROSECONDS_PER_MS,
    in_flight: share_us === 0 ? 1 : duration_us / share_us,
    ...(streamed === 0 ? {} : { first_byte_ms: first_byte_us / streamed / MICROSECONDS_PER_MS }),
  };
}
