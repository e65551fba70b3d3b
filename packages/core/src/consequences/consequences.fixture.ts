/**
 * Consequences that hold, for tests.
 * @module
 */
import * as fc from "fast-check";
import type { WireConsequenceEffect, WireConsequences } from "../wire/consequences.ts";
import { unitsOf } from "./unit.ts";
import { FIRST_ORDER, INDICATORS, MECHANISMS } from "./vocabulary.ts";

/** An effect of the second order that nobody quantified, changed as asked. */
export function effect(change: Partial<WireConsequenceEffect> = {}): WireConsequenceEffect {
  return {
    id: "e1",
    order: 2,
    parent: FIRST_ORDER,
    text: "more is asked for, since it costs nothing to ask",
    mechanism: "rebound_direct",
    direction: "increases",
    indicator: "gwp",
    estimate: null,
    data_quality: "none",
    actual_or_potential: "potential",
    ...change,
  };
}

/** A service with these effects, changed as asked. */
export function consequences(
  effects: readonly WireConsequenceEffect[] = [effect()],
  change: Partial<WireConsequences> = {},
): WireConsequences {
  return {
    schema: "consequences/1",
    service: {
      name: "a service",
      functional_unit: "one mail sorted",
      decision: "Should we use AI here? Rules were tried first.",
      less_consuming_alternative: { tried: true, why_rejected: "it let a third of the spam through" },
    },
    reference_scenario: {
      description: "mails are sorted by hand",
      without_ai: true,
      year: 2026,
      geography: "France",
      dynamic: false,
    },
    tier: 2,
    effects: [...effects],
    excluded: [],
    ...change,
  };
}

/** Any tree of effects that holds: one increase at least, quantified or not, shuffled. */
export const anyEffects: fc.Arbitrary<readonly WireConsequenceEffect[]> = fc
  .array(
    fc.record({
      parent: fc.nat(),
      third: fc.boolean(),
      mechanism: fc.constantFrom(...MECHANISMS),
      increases: fc.boolean(),
      indicator: fc.constantFrom(...INDICATORS),
      unit: fc.nat(),
      ends: fc.option(
        fc.tuple(
          fc.double({ min: 0, max: 1e9, noNaN: true }),
          fc.double({ min: 0, max: 1e9, noNaN: true }),
          fc.double({ min: 0, max: 1e9, noNaN: true }),
        ),
      ),
    }),
    { minLength: 1, maxLength: 25 },
  )
  .chain((drawn) => {
    const effects: WireConsequenceEffect[] = [];
    for (const [index, { parent, third, mechanism, increases, indicator, unit, ends }] of drawn.entries()) {
      const above = effects[parent % (effects.length + 1)];
      const units = unitsOf(indicator);
      const [low = 0, mid = 0, high = 0] = (ends ?? []).toSorted((a, b) => a - b);
      effects.push(
        effect({
          id: `e${index}`,
          parent: above?.id ?? FIRST_ORDER,
          order: above !== undefined && (third || above.order === 3) ? 3 : 2,
          mechanism,
          indicator,
          direction: increases || index === 0 ? "increases" : "decreases",
          estimate: ends === null ? null : { low, mid, high, unit: units[unit % units.length] ?? "" },
          data_quality: ends === null ? "none" : "literature",
          source: "10.1234/abc",
        }),
      );
    }
    return fc.shuffledSubarray(effects, { minLength: effects.length });
  });
