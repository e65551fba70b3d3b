/**
 * One thing that people know, as a range.
 * @module
 */
import { EQUIVALENT_ROWS, rangeText } from "@gramme/core/equivalent";
import type { WireQuantity } from "@gramme/core/wire/api";

/** Yardstick that is told: a length that everybody has walked or driven. */
const YARDSTICK = "equivalent/car-eu";

/** An amount of carbon as a range of a thing, with year and source; nothing where there is no carbon. */
export function equivalence(
  co2e_g: WireQuantity | null | undefined,
): { readonly text: string; readonly source: string; readonly url: string } | undefined {
  const row = EQUIVALENT_ROWS.find(({ id }) => id === YARDSTICK);
  if (row === undefined || co2e_g == null || co2e_g.high === 0) return undefined;
  const { value, low, high } = co2e_g;
  const range = { value: value / row.value, low: low / row.value, high: high / row.value };
  return {
    text: `${rangeText(range)} ${row.thing}`,
    source: `${row.source.title}, ${row.year}`,
    url: row.source.url,
  };
}
