/**
 * Rows of served requests as ranges, and what they say in one sentence.
 * @module
 */
import type { WireApiFigures, WireQuantity, WireSummaryAnswer } from "@gramme/core/wire/api";
import { type Dimension, withInterval } from "@gramme/core/words";
import type { Group, Measure } from "../../state/url-state.ts";
import { counted } from "../../words/counted.ts";

/** A group of requests whose rate is known. */
export interface RatedRow {
  readonly key: string;
  readonly figures: WireApiFigures;
  /** Per 1000 inferences. */
  readonly per1000: WireQuantity;
}

/** Fields and dimensions of what can be shown. */
export const SHOWN: Readonly<
  Record<
    Measure,
    {
      readonly field: "co2e_g" | "energy_kwh" | "water_l";
      readonly dimension: Dimension;
      readonly name: string;
    }
  >
> = {
  co2e: { field: "co2e_g", dimension: "g", name: "CO₂e" },
  energy: { field: "energy_kwh", dimension: "kwh", name: "Energy" },
  water: { field: "water_l", dimension: "l", name: "Water" },
};

/** Groups, more than one. */
export const PLURAL: Readonly<Record<Group, string>> = {
  task: "tasks",
  modality: "modalities",
  model: "models",
  route: "routes",
};

/** Name of a group; a label that the sender left out has none. */
export function nameOf(key: string | null): string {
  return key === null || key === "" ? "(not said)" : key;
}

/** Groups whose rate is known, dearest first, and those of which it is not. */
export function ratedRows(
  { rows }: WireSummaryAnswer,
  of: Measure,
): { readonly rated: readonly RatedRow[]; readonly unknown: WireSummaryAnswer["rows"] } {
  const rated = rows.flatMap(({ key, figures }): RatedRow[] => {
    const per1000 = figures.per_1000?.[SHOWN[of].field];
    return per1000 === undefined || per1000.value === 0 ? [] : [{ key: nameOf(key), figures, per1000 }];
  });
  return {
    rated: rated.toSorted((a, b) => b.per1000.value - a.per1000.value),
    unknown: rows.filter(({ figures }) => figures.per_1000 === null),
  };
}

/** What the rows say. */
export function inferenceVerdict(rated: readonly RatedRow[], group: string, of: Measure): string {
  const [dearest] = rated;
  const cheapest = rated.at(-1);
  if (dearest === undefined || cheapest === undefined)
    return "Of no inference in this time is the energy known.";
  const { dimension } = SHOWN[of];
  const most = `1000 inferences of ${dearest.key} take ${withInterval(dearest.per1000, dimension)}`;
  if (dearest === cheapest) return `${most}.`;
  if (dearest.per1000.low <= cheapest.per1000.high) {
    return `${most}, of ${cheapest.key} ${withInterval(cheapest.per1000, dimension)}: the intervals overlap, so which ${group} takes most is not known.`;
  }
  const times = dearest.per1000.value / cheapest.per1000.value;
  return `${most}, ${times < 10 ? times.toFixed(1) : counted(Math.round(times))} times as much as of ${cheapest.key}.`;
}
