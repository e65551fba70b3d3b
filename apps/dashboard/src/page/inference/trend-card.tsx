/**
 * How what 1000 inferences take moves over time.
 * @module
 */
import type { WireSeriesAnswer, WireQuantity } from "@gramme/core/wire/api";
import type { JSX } from "preact";
import { useContext } from "preact/hooks";
import { ChartCard } from "../../chart/chart-card.tsx";
import { type LineSeries, TimeLines } from "../../chart/time-lines.tsx";
import { questionOf } from "../../ledger/period-query.ts";
import { useAnswer } from "../../ledger/use-answer.ts";
import { KnownView } from "../../shell/known-view.tsx";
import { Page } from "../../shell/page-context.ts";
import type { Measure } from "../../state/url-state.ts";
import { useStep } from "../../state/use-step.ts";
import { PLURAL } from "./rows.ts";
import { nameOf } from "../../words/label-name.ts";
import { SHOWN } from "../../state/measure.ts";

const HEIGHT = 260;
/** Lines that can be told apart. */
const MOST_LINES = 5;
/** Inferences of which a time must have so many to be a point: fewer are a mood, not a trend. */
const LEAST = 20;

/** The card of the trend. */
export function TrendCard({ keys }: { readonly keys: readonly string[] }): JSX.Element {
  const { state } = useContext(Page);
  const { group, task, model } = state;
  const step = useStep();
  const known = useAnswer(
    "/api/series",
    {
      ...questionOf(state),
      phase: "inference",
      by: group,
      task,
      model,
      step,
      water: state.of === "water" ? "in" : undefined,
    },
    "series",
  );
  const { of } = state;
  const { dimension, field, name } = SHOWN[of];
  return (
    <KnownView known={known} height={HEIGHT + 120}>
      {(answer) => {
        const all = trend(answer, of);
        const shown = keys
          .slice(0, MOST_LINES)
          .flatMap((key) => all.filter((line) => line.name === key && line.points.length > 1))
          .map((line, index) => ({ ...line, id: `g${index}` }));
        return (
          <ChartCard
            id="trend"
            title={`${name} of 1000 inferences, by ${step}`}
            lead={`The ${PLURAL[group]} that take most; a ${step} of fewer than ${LEAST} inferences is no point.`}
            height={shown.length === 0 ? 40 : HEIGHT}
            legend={shown.map(({ id, name: label }) => (
              <span class="sign" key={id}>
                <svg class={id} width="16" height="8" aria-hidden="true">
                  <path class="line" d="M0 4H16" />
                </svg>
                {label}
              </span>
            ))}
            table={{
              columns: [
                { kind: "day", name: "at", head: "From (UTC)" },
                { kind: "text", name: group, head: group },
                { kind: "quantity", name: `${field}_per_1000`, head: `${name} per 1000`, dimension },
              ],
              rows: all.flatMap((line) => line.points.map(({ at, value }) => [at, line.name, value])),
            }}
            draw={(width) =>
              shown.length === 0 ? (
                <p class="quiet">Not yet two points of any {group}: a trend wants more time.</p>
              ) : (
                <TimeLines
                  title="Trend"
                  series={shown}
                  step={step}
                  dimension={dimension}
                  added={false}
                  width={width}
                  height={HEIGHT}
                />
              )
            }
          />
        );
      }}
    </KnownView>
  );
}

/** A line a group: figure ÷ inferences that it stands for × 1000. Of few, or where nothing is known, there is no point. */
export function trend({ points }: WireSeriesAnswer, of: Measure): readonly LineSeries[] {
  return [...Map.groupBy(points, ({ key }) => nameOf(key))].map(([name, own]) => ({
    id: name,
    name,
    points: own.flatMap(({ at, behind, ...figures }) => {
      const figure = figures[SHOWN[of].field] ?? null;
      return figure === null || behind < LEAST ? [] : [{ at, value: of1000(figure, behind) }];
    }),
  }));
}

/** What 1000 inferences take, of a figure that stands for so many. */
export function of1000({ value, low, high }: WireQuantity, behind: number): WireQuantity {
  const by = 1000 / behind;
  return { value: value * by, low: low * by, high: high * by };
}
