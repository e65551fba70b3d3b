/**
 * What 1000 inferences take, row by row: as ranges, as a table, beside what others published and the time before.
 * @module
 */
import { modalityText } from "@gramme/core/modality";
import type { WireQuantity, WireSummaryAnswer } from "@gramme/core/wire/api";
import { withInterval } from "@gramme/core/words";
import type { JSX } from "preact";
import { useContext } from "preact/hooks";
import { ChartCard } from "../../chart/chart-card.tsx";
import { RangePlot, rangePlotHeight } from "../../chart/range-plot.tsx";
import { shapeOf } from "../../chart/scatter.tsx";
import { Page } from "../../shell/page-context.ts";
import { SHOWN } from "../../state/measure.ts";
import { nameOf } from "../../words/label-name.ts";
import { many } from "../../words/many.ts";
import { named } from "../../words/named.ts";
import { periodName } from "../../words/time.ts";
import { times } from "../../words/times.ts";
import { lessThanDearest, ratedRows } from "./rows.ts";
import { someOf } from "../../words/some-of.ts";

/** Rows that are drawn; the table has them all. */
const MOST_DRAWN = 24;
const BEFORE = "the time before";
/** Its own shape: a diamond below the row's disc. */
const BEFORE_SHAPE = 2;

/** The card of rates. */
export function RateCard({
  answer,
  earlier,
  published,
}: {
  readonly answer: WireSummaryAnswer;
  /** The same of the time before, where it is compared. */
  readonly earlier: WireSummaryAnswer | undefined;
  /** What others published of a row. */
  readonly published: (key: string) => WireQuantity | undefined;
}): JSX.Element {
  const { state, go } = useContext(Page);
  const { of, group } = state;
  const { dimension, field, name } = SHOWN[of];
  const { rated, unknown, free } = ratedRows(answer, of);
  const then = new Map(
    (earlier === undefined ? [] : ratedRows(earlier, of).rated).map((row) => [row.key, row.per1000]),
  );
  // a click on a task or model shows it alone
  const chosen =
    group === "task" || group === "model"
      ? {
          choose: (key: string): void =>
            key === "(not said)" ? undefined : go({ [group]: key, group: "model" }),
        }
      : {};
  const [dearest] = rated;
  const others = answer.phases.filter(({ phase }) => phase !== "inference").map(({ phase }) => phase);
  const drawn = rated.slice(0, MOST_DRAWN).map(({ key, figures, per1000, lessBy }) => ({
    id: key,
    name: group === "modality" ? modalityText(key as never) : key,
    note: `${many(figures.inferences, "inference")}, ${figures.tier ?? ""}`,
    value: per1000,
    lines: [
      ...[then.get(key)].flatMap((value) =>
        value === undefined ? [] : [`${BEFORE}: ${withInterval(value, dimension)}`],
      ),
      ...(lessBy === undefined || dearest === undefined
        ? []
        : [
            lessBy.low > 1
              ? `of ${named(dearest.key)}: ${times(lessBy)} as much`
              : `whether less than of ${named(dearest.key)} is not known`,
          ]),
    ],
    published: published(key),
    marks: [then.get(key)].flatMap((value) =>
      value === undefined ? [] : [{ name: BEFORE, shape: BEFORE_SHAPE, look: "before", value }],
    ),
  }));
  const besideDearest = new Map(rated.map((row) => [row.key, lessThanDearest(row)]));
  const hasPublished = drawn.some((row) => row.published !== undefined);
  return (
    <ChartCard
      id="per-1000"
      title={`${name} of 1000 inferences, by ${group}`}
      lead={`The dot is the estimate, the line its 90 % interval. Lines of two may overlap and one yet take more, since they share the doubt of grid and PUE: reading one tells.${hasPublished ? " Grey: least to most of what others measured of models for the same, at the same grid." : ""}${rated.length > MOST_DRAWN ? ` The ${MOST_DRAWN} dearest of ${rated.length} are drawn; the table has all.` : ""}`}
      height={rangePlotHeight(Math.max(1, drawn.length))}
      table={{
        together: [`${field}_per_1000`, `published_${field}_per_1000`],
        columns: [
          { kind: "text", name: group, head: group },
          { kind: "quantity", name: `${field}_per_1000`, head: `${name} per 1000`, dimension },
          ...(hasPublished
            ? [
                {
                  kind: "quantity" as const,
                  name: `published_${field}_per_1000`,
                  head: "Published (least to most)",
                  dimension,
                },
              ]
            : []),
          ...(earlier === undefined
            ? []
            : [
                {
                  kind: "quantity" as const,
                  name: `before_${field}_per_1000`,
                  head: "The time before",
                  dimension,
                },
              ]),
          { kind: "number", name: "inferences", head: "Inferences" },
          { kind: "number", name: "failed", head: "Failed" },
          { kind: "number", name: "known", head: "Energy known of" },
          { kind: "quantity", name: field, head: `${name} in all`, dimension },
          { kind: "text", name: "tier", head: "Known how" },
          { kind: "text", name: "beside_dearest", head: "Beside the one that takes most" },
          { kind: "number", name: "dearest_per_this", head: "That one ÷ this" },
          { kind: "number", name: "dearest_per_this_low", head: "from" },
          { kind: "number", name: "dearest_per_this_high", head: "to" },
        ],
        rows: answer.rows.map(({ key, figures, dearest_per_this }) => [
          nameOf(key),
          figures.per_1000?.[field] ?? null,
          ...(hasPublished ? [published(key ?? "") ?? null] : []),
          ...(earlier === undefined ? [] : [then.get(nameOf(key)) ?? ""]),
          figures.inferences,
          figures.failed,
          figures.known,
          figures[field],
          figures.tier ?? "unknown",
          besideDearest.get(nameOf(key)) ??
            (figures.per_1000 === null ? "not known" : rated.length === 0 ? "" : "less"),
          dearest_per_this[of]?.value ?? "",
          dearest_per_this[of]?.low ?? "",
          dearest_per_this[of]?.high ?? "",
        ]),
      }}
      legend={
        earlier === undefined || then.size === 0 ? undefined : (
          <span class="sign">
            <svg class="mark before" width="12" height="12" viewBox="-7 -7 14 14" aria-hidden="true">
              <path class="shape" d={shapeOf(BEFORE_SHAPE)} />
            </svg>
            {BEFORE}, {periodName(earlier.period.from, earlier.period.to)}
          </span>
        )
      }
      draw={(width) => (
        <RangePlot
          title={`${name} of 1000 inferences`}
          rows={drawn}
          dimension={dimension}
          width={width}
          {...chosen}
        />
      )}
    >
      {unknown.length + free.length + answer.more_rows + others.length === 0 ? null : (
        <p>
          {others.length === 0
            ? ""
            : `In these rows is too what was metered as ${others.join(" and ")}; in the figures above and over time it is not. `}
          {unknown.length === 0
            ? ""
            : `Not drawn, since of none of their inferences the energy is known: ${someOf(unknown.map(({ key }) => nameOf(key)))}. `}
          {free.length === 0
            ? ""
            : `Not drawn, since 0 has no place on a logarithmic axis: ${someOf(free.map(({ key }) => nameOf(key)))}. `}
          {answer.more_rows === 0 ? "" : `${answer.more_rows} more are in the totals alone.`}
        </p>
      )}
    </ChartCard>
  );
}
