/**
 * Base against head from a stranger's replicates: their energies are taken, and all that is said of them is worked out
 * anew, by base's rules.
 * @module
 */
import { explained } from "@gramme/bench";
import { GrammeError } from "@gramme/core";
import { comparePairs } from "@gramme/core/comparison";
import type { Comparison } from "@gramme/core/comparison";
import type { WireComparedWorkload, WireConfig, WireWorkload } from "@gramme/core/wire";
import { areBelievable } from "./believable.ts";
import { workloadFrom } from "./workload.ts";

/** A comparison, or undefined where these replicates give none. */
export function comparisonFrom(
  sent: WireComparedWorkload,
  rule: WireWorkload | undefined,
  gate: WireConfig["gate"],
): WireComparedWorkload | undefined {
  const { base, head } = sent;
  const pairs = base.replicates.length;
  const most = gate?.["max-pairs"];
  const comparable =
    pairs === head.replicates.length &&
    // nobody who keeps to the rules has more
    (most === undefined || pairs <= most) &&
    // arms that were metered in different ways say nothing of each other
    base.figures.tier === head.figures.tier &&
    base.figures.boundary === head.figures.boundary;
  const comparison = comparable ? compared(sent, gate) : undefined;
  if (comparison === undefined) return undefined;
  const told: WireComparedWorkload = {
    name: sent.name,
    ...figuresOf(comparison),
    pairing: sent.pairing,
    explained: explained(base.replicates, head.replicates),
    base: workloadFrom(base, sent.name, rule),
    head: workloadFrom(head, sent.name, rule),
  };
  return areBelievable(told) ? told : undefined;
}

function compared({ base, head }: WireComparedWorkload, gate: WireConfig["gate"]): Comparison | undefined {
  const pairs = base.replicates.map(({ device_j: joules }, at) => ({
    base: joules,
    head: head.replicates[at]?.device_j ?? Number.NaN,
  }));
  try {
    return comparePairs(pairs, {
      threshold: gate?.threshold,
      noiseFloor: gate?.["noise-floor"],
      maxPairs: gate?.["max-pairs"],
    });
  } catch (error) {
    // no pair, or one without energy
    if (error instanceof GrammeError) return undefined;
    throw error;
  }
}

type Told = Omit<WireComparedWorkload, "name" | "pairing" | "pairing_why" | "explained" | "base" | "head">;

/** As bench puts a comparison on the wire. */
function figuresOf(comparison: Comparison): Told {
  const { low, high, smallestChangeSeen: seen, pairsNeeded } = comparison;
  const bounded = low > -1 && Number.isFinite(high);
  return {
    verdict: comparison.verdict,
    why: comparison.why,
    pairs: comparison.n,
    change: comparison.estimate,
    ...(bounded ? { low, high } : {}),
    level: comparison.level,
    ...(Number.isFinite(seen) ? { smallest_change_seen: seen } : {}),
    ...(pairsNeeded === undefined ? {} : { pairs_needed: pairsNeeded }),
    threshold: comparison.threshold,
    noise_floor: comparison.noiseFloor,
  };
}
