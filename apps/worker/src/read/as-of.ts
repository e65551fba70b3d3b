/**
 * What an answer as of an earlier day rests on that was not known then. There is nothing else to take, and it is told
 * (methodology M54).
 * @module
 */
import type { Factor, ServedAssumption } from "@gramme/core";
import type { WireProfile } from "@gramme/core/wire";
import { type FactorValue, hasHistory } from "./factor-values.ts";

/** Versions that were made after a moment and stand in a figure of that moment, since nothing earlier does. */
export function profilesToCome(standing: Iterable<WireProfile>, asOfMs: number): readonly ServedAssumption[] {
  return [...new Set(standing)]
    .filter(({ created_at }) => Date.parse(created_at) > asOfMs)
    .map(({ id, version, created_at }) => ({
      code: "as-of-before-profile",
      text: `profile ${id}: version ${version} was made ${created_at}, after ${iso(asOfMs)}: nothing was said then of what is counted under it, and it was taken`,
    }));
}

/** Factors of which no value was used here by a moment: the oldest that was used since is taken, else today's. */
export function factorsToCome(
  factors: readonly Factor[],
  values: ReadonlyMap<string, readonly FactorValue[]>,
  asOfMs: number,
): readonly ServedAssumption[] {
  const ids = factors
    .filter((factor) => hasHistory(factor))
    .filter(({ id }) => {
      const [oldest] = values.get(id) ?? [];
      return oldest === undefined || oldest.first_used_ms > asOfMs;
    })
    .map(({ id }) => id);
  const once = [...new Set(ids)].toSorted();
  if (once.length === 0) return [];
  const text = `${once.length} factors were not used here by ${iso(asOfMs)}: the oldest values that this ledger knows were taken (${once.join(", ")})`;
  return [{ code: "as-of-before-factor", text }];
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
