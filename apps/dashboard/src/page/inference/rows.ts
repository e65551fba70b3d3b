/**
 * Rows of served requests as ranges, and what they say in one sentence.
 * @module
 */
import type { WireApiFigures, WireQuantity, WireSummaryAnswer } from "@gramme/core/wire/api";
import { withInterval } from "@gramme/core/words";
import { SHOWN } from "../../state/measure.ts";
import type { Group, Measure } from "../../state/url-state.ts";
import { nameOf } from "../../words/label-name.ts";
import { named } from "../../words/named.ts";
import { times } from "../../words/times.ts";

type Row = WireSummaryAnswer["rows"][number];

/** A group of requests whose rate is known. */
export interface RatedRow {
  readonly key: string;
  readonly figures: WireApiFigures;
  /** Per 1000 inferences. */
  readonly per1000: WireQuantity;
  /** The dearest ÷ this one, without the doubt that both share; undefined of the dearest itself. */
  readonly lessBy: WireQuantity | undefined;
}

/** Groups, more than one. */
export const PLURAL: Readonly<Record<Group, string>> = {
  task: "tasks",
  modality: "modalities",
  model: "models",
  route: "routes",
};

/** Groups whose rate is known, dearest first; those of which it is not; and those that take nothing that is counted. */
export function ratedRows(
  { rows }: WireSummaryAnswer,
  of: Measure,
): { readonly rated: readonly RatedRow[]; readonly unknown: readonly Row[]; readonly free: readonly Row[] } {
  const rated = rows.flatMap(({ key, figures, dearest_per_this }): RatedRow[] => {
    const per1000 = figures.per_1000?.[SHOWN[of].field];
    if (per1000 === undefined || per1000.value === 0) return [];
    return [{ key: nameOf(key), figures, per1000, lessBy: dearest_per_this[of] ?? undefined }];
  });
  return {
    rated: rated.toSorted((a, b) => b.per1000.value - a.per1000.value),
    unknown: rows.filter(({ figures }) => figures.per_1000 === null),
    free: rows.filter(({ figures }) => figures.per_1000?.[SHOWN[of].field].value === 0),
  };
}

/** Whether a row takes less than the dearest, as far as it is known. */
export function lessThanDearest({ lessBy }: RatedRow): "dearest" | "less" | "not known" {
  if (lessBy === undefined) return "dearest";
  return lessBy.low > 1 ? "less" : "not known";
}

/** What the rows say. */
export function inferenceVerdict(
  { rated, free }: Pick<ReturnType<typeof ratedRows>, "rated" | "free">,
  group: Group,
  of: Measure,
): string {
  const [dearest, ...others] = rated;
  const { dimension, of: what } = SHOWN[of];
  if (dearest === undefined) {
    const [none] = free;
    return none === undefined
      ? "Of no inference in this time is the energy known."
      : `1000 inferences take ${withInterval({ value: 0, low: 0, high: 0 }, dimension, what)}.`;
  }
  const most = `1000 inferences of ${named(dearest.key)} take ${withInterval(dearest.per1000, dimension, what)}`;
  const cheapest = others.at(-1);
  if (cheapest?.lessBy === undefined) return `${most}.`;
  if (cheapest.lessBy.low <= 1) {
    return `${most}, of ${named(cheapest.key)} ${withInterval(cheapest.per1000, dimension, what)}: which ${group} takes most is not known.`;
  }
  const ways = [dearest, cheapest].map(({ figures }) => figures.tier ?? "unknown");
  const tiers = ways[0] === ways[1] ? "" : ` (the one known as ${ways.join(", the other as ")})`;
  return `${most}, ${times(cheapest.lessBy)} as much as of ${named(cheapest.key)}${tiers}${openText(others, group)}.`;
}

/** Those that may be the dearest as well. */
function openText(others: readonly RatedRow[], group: Group): string {
  const open = others.filter((row) => lessThanDearest(row) === "not known");
  const [first] = open;
  if (first === undefined) return "";
  return open.length === 1
    ? `; whether of ${named(first.key)} they take less is not known`
    : `; which takes most, this or one of ${open.length} ${PLURAL[group]} more, is not known`;
}
