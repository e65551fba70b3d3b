/**
 * Quality against carbon: the models of one task and metric, the front of those that nothing beats, and the course of each
 * training to where it stands.
 * @module
 */
import type { JSX } from "preact";
import { useContext } from "preact/hooks";
import { ChartCard } from "../../chart/chart-card.tsx";
import { Scatter, type ScatterPoint, shapeOf } from "../../chart/scatter.tsx";
import { Page } from "../../shell/page-context.ts";
import {
  beatenText,
  courseOf,
  dimensionOf,
  groupSentence,
  lastPartText,
  type QualityGroup,
  type RatedModel,
  score4,
  type Shown,
} from "./quality.ts";
import { scoreInterval } from "./score-interval.ts";

const HEIGHT = 300;

/** The card of a group. */
export function QualityCard({
  group,
  shown,
  isFirst,
}: {
  readonly group: QualityGroup;
  /** Whether the page's first sentence has told it already. */
  readonly isFirst: boolean;
  readonly shown: Shown;
}): JSX.Element {
  const { state } = useContext(Page);
  const { metric, task, models, front, beaten, better } = group;
  const dimension = dimensionOf(shown);
  const name = shown.of === "energy" ? "Energy" : "CO₂e";
  const cost = `${name} of ${shown.cost === "training" ? "training" : "1000 inferences"}`;
  const field = `${shown.of === "energy" ? "energy_kwh" : "co2e_g"}${shown.cost === "training" ? "" : "_per_1000"}`;
  const courses = shown.cost === "training" ? models.filter((model) => courseOf(model).length > 0) : [];
  const title = `${metric} against ${cost}, ${task}`;
  return (
    <ChartCard
      id={group.id}
      title={title}
      lead={`${isFirst ? "" : `${groupSentence(group, shown)} `}${better === "higher" ? "Higher" : "Lower"} is better${models.length > 1 ? "; the dashed line joins those that none of the others beats. It takes for granted that all were tested on the same data" : ""}.${models.some(({ quality: { value, n } }) => scoreInterval(value, n) === undefined) ? " A score without an interval is of nobody knows how many examples: a small difference may be chance." : ""} Counted at ${state.boundary}; the axis of ${name} is logarithmic.`}
      height={HEIGHT}
      legend={
        courses.length === 0 ? undefined : (
          <>
            <span class="sign">
              <Dot own />
              where a training ended
            </span>
            <span class="sign">
              <Dot />
              where it stood after half, and nine tenths, of what it took
            </span>
          </>
        )
      }
      table={{
        columns: [
          { kind: "text", name: "model", head: "Model" },
          { kind: "number", name: metric, head: metric },
          ...(models.some(({ quality: { n } }) => n !== undefined)
            ? [
                { kind: "number" as const, name: `${metric}_low`, head: "from" },
                { kind: "number" as const, name: `${metric}_high`, head: "to" },
              ]
            : []),
          { kind: "quantity", name: field, head: cost, dimension },
          { kind: "number", name: `${metric}_at_50_percent`, head: "at 50 % of it" },
          { kind: "number", name: `${metric}_at_90_percent`, head: "at 90 %" },
          { kind: "text", name: "front", head: "Beaten by" },
          { kind: "text", name: "takes_less", head: "Does that take less?" },
          { kind: "text", name: "trained", head: "Really trained?" },
        ],
        rows: models.map((model) => [
          model.name,
          model.quality.value,
          ...(models.some(({ quality: { n } }) => n !== undefined)
            ? [scoreInterval(model.quality.value, model.quality.n)].flatMap((range) => [
                range?.low ?? null,
                range?.high ?? null,
              ])
            : []),
          model.cost,
          model.quality.at_50_percent ?? null,
          model.quality.at_90_percent ?? null,
          beaten.find((one) => one.model === model)?.by.name ?? "none",
          { true: "yes", false: "not known", none: "" }[
            `${beaten.find((one) => one.model === model)?.sure ?? "none"}`
          ],
          model.trained ? "yes" : "measured only",
        ]),
      }}
      draw={(width) => (
        <Scatter
          title={title}
          x={{ name: cost, log: true, dimension }}
          y={{ name: metric, log: false, words: score4 }}
          points={models.flatMap((model, index) => pointsOf(model, index, shown))}
          front={front.map((model) => ({ x: model.cost.value, y: model.quality.value }))}
          trails={courses.map((model) => ({
            id: model.name,
            group: models.indexOf(model),
            course: [...courseOf(model), { x: model.cost.value, y: model.quality.value }],
          }))}
          width={width}
          height={HEIGHT}
        />
      )}
    >
      <ul class="plain">
        {beaten.map((one) => (
          <li key={one.model.name}>{beatenText(one, shown)}</li>
        ))}
        {models.flatMap((model) => {
          const text = lastPartText(model, shown);
          return text === undefined ? [] : [<li key={`course ${model.name}`}>{text}</li>];
        })}
      </ul>
    </ChartCard>
  );
}

/** The model, and where its training stood on the way. */
function pointsOf(model: RatedModel, group: number, shown: Shown): readonly ScatterPoint[] {
  const { name, quality, cost, trained } = model;
  const course = shown.cost === "training" ? courseOf(model) : [];
  return [
    {
      id: name,
      name,
      group,
      x: cost.value,
      y: quality.value,
      xRange: cost,
      yRange: scoreInterval(quality.value, quality.n),
      own: true,
      lines: trained ? [] : ["measured, not booked as trained"],
    },
    ...course.map(({ at, x, y }) => ({
      id: `${name} ${at}`,
      name: `${name}, after ${at * 100} % of its training`,
      group,
      x,
      y,
      own: false,
    })),
  ];
}

function Dot({ own = false }: { readonly own?: boolean }): JSX.Element {
  return (
    <svg class="g0" width="12" height="12" viewBox="-7 -7 14 14" aria-hidden="true">
      <g class={own ? "mark own" : "mark"}>
        <path class="shape" d={shapeOf(0)} />
      </g>
    </svg>
  );
}
