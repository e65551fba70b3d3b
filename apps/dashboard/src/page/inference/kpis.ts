/**
 * Inference in a few figures.
 * @module
 */
import type { WireQuantity, WireSummaryAnswer } from "@gramme/core/wire/api";
import type { Kpi } from "../../shell/kpi.tsx";
import { SHOWN } from "../../state/measure.ts";
import type { Group, Measure } from "../../state/url-state.ts";
import { counted } from "../../words/counted.ts";
import { nameOf } from "../../words/label-name.ts";
import { many } from "../../words/many.ts";
import { mixText } from "../../words/mix.ts";
import { PLURAL } from "./rows.ts";

/** What 1000 inferences take, what all of them took, what waiting took; beside the time before where it is known. */
export function kpisOf(
  answer: WireSummaryAnswer,
  earlier: WireSummaryAnswer | undefined,
  of: Measure,
  group: Group,
): readonly Kpi[] {
  const { idle, rows } = answer;
  const [figures, then] = [answer, earlier].map(
    (one) => one?.phases.find(({ phase }) => phase === "inference")?.figures,
  );
  const { field, dimension } = SHOWN[of];
  if (figures === undefined) return [];
  const missing = figures.inferences + figures.failed - figures.known;
  const mix = mixText(
    rows.map(({ key, figures: { inferences } }) => ({ name: nameOf(key), count: inferences })),
    group,
    PLURAL[group],
  );
  // what was not there before is told apart from what is not known of it
  const beside = (value: WireQuantity | null | undefined): Pick<Kpi, "before"> =>
    earlier === undefined ? {} : { before: then === undefined ? "none" : (value ?? null) };
  return [
    {
      name: rows.length < 2 ? "1000 inferences" : "1000 inferences of this mix",
      value: figures.per_1000?.[field] ?? null,
      dimension,
      note: `${many(figures.inferences, "inference")}${mix === "" ? "" : `, ${mix}`}${missing > 0 ? `; of ${counted(missing)} the energy is not known` : ""}`,
      ...beside(then?.per_1000?.[field]),
    },
    {
      name: "In all",
      value: figures[field],
      dimension,
      note: figures.tiers.map(({ tier, count }) => `${tier} ${counted(count)}`).join(" · "),
      ...beside(then?.[field]),
    },
    ...(idle.total === null
      ? []
      : [
          {
            name: "Waiting",
            value: idle.total[field],
            dimension,
            note: `idle time; in none of the others${idle.not_said.length === 0 ? "" : `; without ${many(idle.not_said.length, "profile")}`}`,
          },
        ]),
  ];
}
