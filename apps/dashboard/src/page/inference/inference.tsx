/**
 * Inference: what 1000 of them take, by what is asked of them; how that moves; and where one's own models stand among
 * those that others measured.
 * @module
 */
import { modalityText } from "@gramme/core/modality";
import type { WireSummaryAnswer } from "@gramme/core/wire/api";
import type { JSX } from "preact";
import { useContext } from "preact/hooks";
import { ChartCard } from "../../chart/chart-card.tsx";
import { RangePlot, rangePlotHeight } from "../../chart/range-plot.tsx";
import { questionOf } from "../../ledger/period-query.ts";
import { useAnswer } from "../../ledger/use-answer.ts";
import { GettingStarted } from "../../shell/getting-started.tsx";
import { GroupChoice } from "../../shell/group-choice.tsx";
import { HeldFilters } from "../../shell/held-filters.tsx";
import { KnownView } from "../../shell/known-view.tsx";
import { type Kpi, KpiStrip } from "../../shell/kpi.tsx";
import { Page } from "../../shell/page-context.ts";
import { type Group, type Measure } from "../../state/url-state.ts";
import { many } from "../../words/many.ts";
import { mergedLines } from "../../words/merged-lines.ts";
import { named } from "../../words/named.ts";
import { times } from "../../words/times.ts";
import { periodName } from "../../words/time.ts";
import { ModelsCard } from "./models-card.tsx";
import { besideGround } from "./published.ts";
import { inferenceVerdict, lessThanDearest, nameOf, ratedRows, SHOWN } from "./rows.ts";
import { TrendCard } from "./trend-card.tsx";
import { counted } from "../../words/counted.ts";

/** Rows that are drawn; the table has them all. */
const MOST_DRAWN = 24;

/** The page of inference. */
export function Inference(): JSX.Element {
  const { state, project } = useContext(Page);
  const { group, task, model } = state;
  const known = useAnswer(
    "/api/summary",
    { ...questionOf(state), by: group, task, model, limit: "200" },
    "summary",
  );
  if (project !== undefined && !project.has.requests) return <GettingStarted />;
  return (
    <KnownView known={known} height={900}>
      {(answer) => <Figures answer={answer} />}
    </KnownView>
  );
}

function Figures({ answer }: { readonly answer: WireSummaryAnswer }): JSX.Element {
  const { state, go } = useContext(Page);
  const { of, group } = state;
  const { dimension, field, name } = SHOWN[of];
  const rows = ratedRows(answer, of);
  const { rated, unknown, free } = rows;
  const beside = of === "water" ? undefined : besideGround(answer.ground, state.boundary);
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
    lines:
      lessBy === undefined || dearest === undefined
        ? []
        : [
            lessBy.low > 1
              ? `of ${named(dearest.key)}: ${times(lessBy)} as much`
              : `whether less than of ${named(dearest.key)} is not known`,
          ],
    published: publishedRange(beside, group, key, of),
  }));
  const besideDearest = new Map(rated.map((row) => [row.key, lessThanDearest(row)]));
  const hasPublished = drawn.some(({ published }) => published !== undefined);
  return (
    <>
      <section class="verdict">
        <h1>{inferenceVerdict(rows, group, of)}</h1>
        <p>
          {periodName(answer.period.from, answer.period.to)}
          {answer.period.partial ? ", today not over" : ""}. <HeldFilters />
        </p>
      </section>
      <KpiStrip label="Inference" kpis={kpisOf(answer, of)} />
      <GroupChoice />
      <ChartCard
        id="per-1000"
        title={`${name} of 1000 inferences, by ${group}`}
        lead={`The dot is the estimate, the line its 90 % interval. Lines of two may overlap and one yet take more, since they share the doubt of grid and PUE: reading one tells.${hasPublished ? " Grey: least to most of what others measured of models for the same, at the same grid." : ""}${rated.length > MOST_DRAWN ? ` The ${MOST_DRAWN} dearest of ${rated.length} are drawn; the table has all.` : ""}`}
        height={rangePlotHeight(Math.max(1, drawn.length))}
        table={{
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
            { kind: "number", name: "inferences", head: "Inferences" },
            { kind: "number", name: "failed", head: "Failed" },
            { kind: "number", name: "known", head: "Energy known of" },
            { kind: "quantity", name: field, head: `${name} in all`, dimension },
            { kind: "text", name: "tier", head: "Known how" },
            { kind: "text", name: "beside_dearest", head: "Beside the one that takes most" },
            { kind: "quantity", name: "dearest_per_this", head: "That one ÷ this", dimension: "count" },
          ],
          rows: answer.rows.map(({ key, figures, dearest_per_this }) => [
            nameOf(key),
            figures.per_1000?.[field] ?? null,
            ...(hasPublished ? [publishedRange(beside, group, key ?? "", of) ?? null] : []),
            figures.inferences,
            figures.failed,
            figures.known,
            figures[field],
            figures.tier ?? "unknown",
            besideDearest.get(nameOf(key)) ?? (figures.per_1000 === null ? "not known" : "less"),
            dearest_per_this[of] ?? "",
          ]),
        }}
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
              : `Not drawn, since of none of their inferences the energy is known: ${unknown.map(({ key }) => nameOf(key)).join(", ")}. `}
            {free.length === 0
              ? ""
              : `Not drawn, since 0 has no place on a logarithmic axis: ${free.map(({ key }) => nameOf(key)).join(", ")}. `}
            {answer.more_rows === 0 ? "" : `${answer.more_rows} more are in the totals alone.`}
          </p>
        )}
      </ChartCard>
      <TrendCard keys={rated.map(({ key }) => key)} />
      {beside === undefined ? null : <ModelsCard beside={beside} />}
      <section class="card">
        <h2>What these figures rest on</h2>
        <ul class="plain">
          {mergedLines(answer.ground.assumptions.map(({ text }) => text)).map((line) => (
            <li key={line}>{line}</li>
          ))}
          {answer.phases.flatMap(({ phase, figures }) =>
            figures.unknown.map(({ reason, text, count }) => (
              <li key={phase + reason}>
                {counted(count)} of {phase}: {text}
              </li>
            )),
          )}
          {answer.idle.not_said.length === 0 ? null : (
            <li>
              Idle time of {answer.idle.not_said.join(", ")} is in no figure: nobody said what waiting takes.
            </li>
          )}
        </ul>
      </section>
    </>
  );
}

/** Least to most of what others measured of a task or modality, at one's own grid. */
function publishedRange(
  beside: ReturnType<typeof besideGround> | undefined,
  group: Group,
  key: string,
  of: Measure,
): { readonly value: number; readonly low: number; readonly high: number } | undefined {
  if (beside?.gridGPerKwh === undefined || (group !== "task" && group !== "modality")) return undefined;
  const all = beside.points
    .filter((point) => point[group] === key && point.kind === "task-model")
    .map(({ co2eG, energyKwh }) => (of === "energy" ? energyKwh : co2eG))
    .toSorted((a, b) => a - b);
  const [low] = all;
  const high = all.at(-1);
  const middle = all[Math.floor(all.length / 2)];
  return low === undefined || high === undefined || middle === undefined
    ? undefined
    : { value: middle, low, high };
}

function kpisOf({ phases, idle }: WireSummaryAnswer, of: Measure): readonly Kpi[] {
  const figures = phases.find(({ phase }) => phase === "inference")?.figures;
  const { field, dimension } = SHOWN[of];
  if (figures === undefined) return [];
  const missing = figures.inferences + figures.failed - figures.known;
  return [
    {
      name: "1000 inferences",
      value: figures.per_1000?.[field] ?? null,
      dimension,
      note: `of ${counted(figures.inferences)}${missing > 0 ? `; of ${counted(missing)} the energy is not known` : ""}`,
    },
    {
      name: "In all",
      value: figures[field],
      dimension,
      note: figures.tiers.map(({ tier, count }) => `${tier} ${counted(count)}`).join(" · "),
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
