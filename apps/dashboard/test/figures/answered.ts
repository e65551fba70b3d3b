/**
 * All quantities that a ledger's answers hold, to look up what a page made of them.
 * @module
 */
import type { Quantity } from "./csv-file.ts";

/** Twelve digits: what is left when a page multiplied. */
function key({ value, low, high }: Quantity): string {
  return [value, low, high].map((number) => number.toPrecision(12)).join(" ");
}

/**
 * Whether a quantity stands in one of the answers: as it is; or for 1000 inferences, where the figures beside it say of how
 * many it is known; or as a count, which is exact; or, of changes, in percent.
 */
export function answeredBy(answers: Iterable<unknown>): (quantity: Quantity) => boolean {
  const known = new Set<string>();
  const walk = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    const { known: count, change, low, high } = value as Readonly<Record<string, unknown>>;
    if (typeof change === "number" && typeof low === "number" && typeof high === "number") {
      known.add(key({ value: percent(change), low: percent(low), high: percent(high) }));
    }
    for (const entry of Object.values(value)) {
      if (typeof entry === "number") known.add(key({ value: entry, low: entry, high: entry }));
      if (isQuantity(entry)) {
        known.add(key(entry));
        if (typeof count === "number" && count > 0) {
          const by = 1000 / count;
          known.add(key({ value: entry.value * by, low: entry.low * by, high: entry.high * by }));
        }
      }
      walk(entry);
    }
  };
  for (const answer of answers) walk(answer);
  return (quantity) => known.has(key(quantity));
}

function percent(change: number): number {
  return Number((change * 100).toFixed(3));
}

function isQuantity(value: unknown): value is Quantity {
  return (
    typeof value === "object" &&
    value !== null &&
    ["value", "low", "high"].every((end) => typeof (value as Record<string, unknown>)[end] === "number")
  );
}
