/**
 * One thing that people know, as a range.
 * @module
 */
import { CAR_EU as YARDSTICK, rangeText } from "@gramme/core/equivalent";
import type { WireQuantity } from "@gramme/core/wire/api";

const LESS = "less than ";

/** An amount of carbon as a range of a thing, with year and source; nothing where there is no carbon. */
export function equivalence(
  co2e_g: WireQuantity | null | undefined,
):
  | { readonly lead: string; readonly text: string; readonly source: string; readonly url: string }
  | undefined {
  if (co2e_g == null || co2e_g.high === 0) return undefined;
  const { value, low, high } = co2e_g;
  const range = { value: value / YARDSTICK.value, low: low / YARDSTICK.value, high: high / YARDSTICK.value };
  const amount = rangeText(range);
  const { title } = YARDSTICK.source;
  return {
    lead: amount.startsWith(LESS) ? "Less carbon than" : "As much carbon as",
    text: `${amount.replace(LESS, "")} ${YARDSTICK.thing}`,
    source: title.endsWith(String(YARDSTICK.year)) ? title : `${title}, ${YARDSTICK.year}`,
    url: YARDSTICK.source.url,
  };
}
