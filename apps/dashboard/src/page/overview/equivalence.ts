/**
 * One thing that people know, as a range.
 * @module
 */
import { CAR_EU as YARDSTICK, rangeText } from "@gramme/core/equivalent";
import type { WireQuantity } from "@gramme/core/wire/api";

/** An amount of carbon as a range of a thing, with year and source; nothing where there is no carbon. */
export function equivalence(
  co2e_g: WireQuantity | null | undefined,
): { readonly text: string; readonly source: string; readonly url: string } | undefined {
  if (co2e_g == null || co2e_g.high === 0) return undefined;
  const { value, low, high } = co2e_g;
  const range = { value: value / YARDSTICK.value, low: low / YARDSTICK.value, high: high / YARDSTICK.value };
  return {
    text: `${rangeText(range)} ${YARDSTICK.thing}`,
    source: `${YARDSTICK.source.title}, ${YARDSTICK.year}`,
    url: YARDSTICK.source.url,
  };
}
