/**
 * Parameters against what 1000 inferences take: one's own models over those that Luccioni, Jernite and Strubell measured.
 * @module
 */
import { modalityOf, modalityText } from "@gramme/core/modality";
import type { WireModelsAnswer } from "@gramme/core/wire/api";
import type { JSX } from "preact";
import { useContext } from "preact/hooks";
import { ChartCard } from "../../chart/chart-card.tsx";
import { Scatter, type ScatterPoint, shapeOf } from "../../chart/scatter.tsx";
import { questionOf } from "../../ledger/period-query.ts";
import { useAnswer } from "../../ledger/use-answer.ts";
import { KnownView } from "../../shell/known-view.tsx";
import { Page } from "../../shell/page-context.ts";
import type { Beside } from "./published.ts";
import { SHOWN } from "../../state/measure.ts";
import { someOf } from "../../words/some-of.ts";

const HEIGHT = 400;

/** The card of models. */
export function ModelsCard({ beside }: { readonly beside: Beside }): JSX.Element {
  const { state } = useContext(Page);
  const { task, model } = state;
  const known = useAnswer("/api/models", { ...questionOf(state), task, model }, "models");
  return (
    <KnownView known={known} height={HEIGHT + 140}>
      {(answer) => <Card answer={answer} beside={beside} />}
    </KnownView>
  );
}

function Card({
  answer,
  beside,
}: {
  readonly answer: WireModelsAnswer;
  readonly beside: Beside;
}): JSX.Element {
  const { state } = useContext(Page);
  const of = state.of === "energy" ? "energy" : "co2e";
  const { dimension, field, name } = SHOWN[of];
  const own = answer.models.flatMap(({ tasks }) =>
    tasks.slice(0, 1).map((task) => modalityOf(task as never)),
  );
  const modalities = [...new Set([...beside.points.map(({ modality }) => modality), ...own])].filter(
    (modality) => modality !== undefined,
  );
  const { points, without, unknown } = ownPoints(answer, of, (task) =>
    Math.max(0, modalities.indexOf(modalityOf(task as never))),
  );
  const theirs = beside.points.map((point): ScatterPoint => ({
    id: point.id,
    name: point.model,
    group: modalities.indexOf(point.modality),
    x: point.parameters,
    y: of === "energy" ? point.energyKwh : point.co2eG,
    own: false,
    lines: [`${point.task}${point.kind === "prompted" ? ", by a model of many tasks" : ""}, published 2024`],
  }));
  const grid =
    beside.gridGPerKwh === undefined
      ? "no grid is in use here, so that only energy can be compared"
      : `all at ${Math.round(beside.gridGPerKwh)} g/kWh${beside.grids > 1 ? `, one of the ${beside.grids} grids in use here` : ""}`;
  const rung =
    beside.rung === "published"
      ? `theirs with the whole machine of eight GPUs charged, as published, ours at ${state.boundary}: they are not at one boundary`
      : `all at the boundary ${beside.rung}`;
  return (
    <ChartCard
      id="models"
      title={`Parameters against ${name} of 1000 inferences`}
      lead={
        <>
          Filled: yours. Outlines: <a href={beside.source.url}>{beside.source.title}</a>; {grid}; {rung}. Both
          axes are logarithmic.
        </>
      }
      height={HEIGHT}
      legend={modalities.map((modality, index) => (
        <span class="sign" key={modality}>
          <svg class={`g${index % 6}`} width="12" height="12" viewBox="-7 -7 14 14" aria-hidden="true">
            <path d={shapeOf(index)} fill="currentColor" />
          </svg>
          {modalityText(modality)}
        </span>
      ))}
      table={{
        together: true,
        columns: [
          { kind: "text", name: "model", head: "Model" },
          { kind: "text", name: "whose", head: "Whose" },
          { kind: "text", name: "task", head: "Task" },
          { kind: "number", name: "parameters", head: "Parameters" },
          { kind: "quantity", name: `${field}_per_1000`, head: `${name} per 1000`, dimension },
          // a figure that nobody gave an interval has none, and not one of width 0
          {
            kind: "amount",
            name: `published_${field}_per_1000`,
            head: `Published: ${name} per 1000`,
            dimension,
          },
        ],
        rows: [
          ...points.map(({ name: model, lines, x, yRange }) => [
            model,
            "yours",
            lines?.[0] ?? "",
            x,
            yRange ?? null,
            "",
          ]),
          ...beside.points.map(({ model, task, parameters, energyKwh, co2eG }) => [
            model,
            "published",
            task,
            parameters,
            "",
            of === "energy" ? energyKwh : beside.gridGPerKwh === undefined ? null : co2eG,
          ]),
        ],
      }}
      draw={(width) => (
        <Scatter
          title={`Parameters against ${name} of 1000 inferences`}
          x={{ name: "parameters", log: true, words: parametersText }}
          y={{ name: `${name} of 1000 inferences`, log: true, dimension }}
          points={[...points, ...(of === "co2e" && beside.gridGPerKwh === undefined ? [] : theirs)]}
          width={width}
          height={HEIGHT}
        />
      )}
    >
      <p>
        {unknown.length === 0
          ? ""
          : `Not drawn, since what their inferences take is not known: ${someOf(unknown)}. `}
        {without.length === 0
          ? ""
          : `Not drawn, since no run told their parameters (gramme bench counts those of ONNX models): ${someOf(without)}. `}
        Published points have no interval; {beside.withoutParameters} of the study's models is left out, since
        nobody trustworthy says how large it is.
      </p>
    </ChartCard>
  );
}

/** One's own models that have both figures, and names of those that lack one. */
export function ownPoints(
  { models }: Pick<WireModelsAnswer, "models">,
  of: "co2e" | "energy",
  groupOf: (task: string) => number,
): {
  readonly points: readonly ScatterPoint[];
  /** Of these nobody told the parameters. */
  readonly without: readonly string[];
  /** Of these nobody knows what they take. */
  readonly unknown: readonly string[];
} {
  const served = models.filter(({ inference }) => inference !== undefined);
  const rated = served.flatMap((one) => {
    const yRange = one.inference?.per_1000?.[SHOWN[of].field];
    return yRange === undefined ? [] : [{ ...one, yRange }];
  });
  return {
    unknown: served.flatMap(({ model, inference }) => (inference?.per_1000 === null ? [model] : [])),
    without: rated.flatMap(({ model, parameters }) => (parameters === undefined ? [model] : [])),
    points: rated.flatMap(({ model, tasks, parameters, yRange }): ScatterPoint[] =>
      parameters === undefined
        ? []
        : [
            {
              id: `own ${model}`,
              name: model,
              group: groupOf(tasks[0] ?? "unknown"),
              x: parameters,
              y: yRange.value,
              yRange,
              own: true,
              lines: [tasks.join(", ")],
            },
          ],
    ),
  };
}

/** `66 M`, `1.8 B` */
export function parametersText(count: number): string {
  if (count >= 1e9) return `${Number((count / 1e9).toPrecision(2))} B`;
  if (count >= 1e6) return `${Number((count / 1e6).toPrecision(2))} M`;
  if (count >= 1e3) return `${Number((count / 1e3).toPrecision(2))} k`;
  return String(count);
}
