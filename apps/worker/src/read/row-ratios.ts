/**
 * Rows of a summary against the one that takes most per inference, what they share of doubt cancelling.
 * @module
 */
import { apart, type Estimate } from "@gramme/core";
import type { WireSummaryAnswer } from "@gramme/core/wire";
import { wireQuantity } from "@gramme/core/wire";
import type { ServedGroup } from "./served-groups.ts";

/** The row that takes most ÷ this one, by what is counted. */
export type RowRatios = WireSummaryAnswer["rows"][number]["dearest_per_this"];

type Measure = keyof RowRatios;

/** Of a row that nothing can be set against. */
export const NO_RATIOS: RowRatios = { energy: null, co2e: null, water: null };

/** Ratios of each of these rows, in their order. */
export function rowRatios(rows: readonly ServedGroup[]): readonly RowRatios[] {
  const each = rows.map(({ total: { impacts, inferences } }) =>
    impacts === undefined || inferences === 0 ? undefined : { impacts, inferences },
  );
  const of = (measure: Measure): ((row: number) => RowRatios[Measure]) => {
    const rates = each.map((row): Estimate | undefined =>
      row === undefined
        ? undefined
        : { value: row.impacts[measure].value / row.inferences, spread: row.impacts[measure].spread },
    );
    const most = rates.reduce<Estimate | undefined>(
      (dearest, rate) => (rate !== undefined && rate.value > (dearest?.value ?? 0) ? rate : dearest),
      undefined,
    );
    return (row) => {
      const rate = rates[row];
      if (most === undefined || rate === undefined || rate === most || rate.value === 0) return null;
      return wireQuantity(apart(most, rate));
    };
  };
  const [energy, co2e, water] = [of("energy"), of("co2e"), of("water")];
  return rows.map((_, row) => ({ energy: energy(row), co2e: co2e(row), water: water(row) }));
}
