/**
 * What has added up over time: a line a series, with its interval as a band, and lines that were set, such as a budget.
 * @module
 */
import type { JSX } from "preact";
import { type Dimension, unitFor, withInterval } from "@gramme/core/words";
import type { WireQuantity } from "@gramme/core/wire/api";
import type { Step } from "../state/url-state.ts";
import { bucketName, tickName } from "../words/time.ts";
import { BottomAxis, decadeText, LeftAxis, MARGINS, textWidth } from "./axes.tsx";
import { ChartDrawing } from "./chart-drawing.tsx";
import { KEY_ROW, LineEnd, LineKeys, placedKeys } from "./time-line-keys.tsx";
import { bandPath, linePath, type Place } from "./path.ts";
import { useReading } from "./reading.tsx";
import { scaleLinear, scaleLog } from "./scale.ts";
import { axisDigits } from "./time-bars.tsx";
import { max, min } from "./extent.ts";

/** A line. */
export interface LineSeries {
  readonly id: string;
  readonly name: string;
  /** Oldest first. */
  readonly points: readonly { readonly at: string; readonly value: WireQuantity }[];
}

/** A level that somebody set. */
export interface SetLine {
  readonly name: string;
  readonly value: number;
}

/** px between the ends of lines, so that their whiskers do not lie on one another. */
const BESIDE = 10;

/** The drawing. `step`: each point stands at its bucket's start and holds what was known at its end. */
export function TimeLines({
  title,
  series,
  levels = [],
  step,
  dimension,
  added = true,
  width,
  height,
}: {
  readonly title: string;
  readonly series: readonly LineSeries[];
  readonly levels?: readonly SetLine[];
  readonly step: Step;
  readonly dimension: Dimension;
  /** Whether figures have added up, which goes by steps; else each stands for its own time. */
  readonly added?: boolean;
  readonly width: number;
  readonly height: number;
}): JSX.Element {
  const times = [...new Set(series.flatMap(({ points }) => points.map(({ at }) => at)))].toSorted();
  const drawn = max(series, ({ points }) => max(points, ({ value }) => value.high)) ?? 0;
  // a level far above would press the lines flat: it is told beside instead
  const near = levels.filter(({ value }) => value <= drawn * 3);
  const largest = Math.max(drawn, ...near.map(({ value }) => value));
  const { factor, unit } = unitFor(largest, dimension);
  // what has added up is named here; others are where there is a legend already
  const right = added && times.length > 1 ? 12 + BESIDE * series.length : 16;
  const keys = added
    ? placedKeys(series, {
        left: MARGINS.left,
        first: Math.max(MARGINS.left, textWidth(unit, 11) + 12),
        right: width - right - textWidth("UTC", 11) - 12,
        rest: width,
      })
    : [];
  const margins = {
    ...MARGINS,
    top: MARGINS.top + (keys.at(-1)?.y ?? 0) + (keys.length > 0 ? KEY_ROW / 2 : 0),
    right,
    left: added ? MARGINS.left : 62,
  };
  const bottom = height - margins.bottom;
  const least = min(series, (one) => min(one.points, ({ value }) => value.low || undefined)) ?? 1;
  // what adds up starts at 0; rates of things far apart are read on a log axis
  const linear = scaleLinear([0, largest * factor || 1], [bottom, margins.top], 4);
  const log = scaleLog([least * factor, Math.max(largest, least * 10) * factor], [bottom, margins.top]);
  const y = added ? linear : log;
  const ticks = added
    ? y.ticks(4).map((tick) => ({ at: y(tick), text: axisDigits(tick) }))
    : y.ticks(5).map((tick) => ({ at: y(tick), text: decadeText(tick / factor, dimension) }));
  // ticks are those of the steps, so a scale of ms is enough
  const x = scaleLinear(
    [Date.parse(times[0] ?? ""), Date.parse(times.at(-1) ?? "")],
    // the first date stands beside the last mark of a log axis, and not below it
    [margins.left + (added ? 0 : 24), width - margins.right],
  );
  const points = times.map((at) => ({
    x: x(Date.parse(at)),
    y: y((series[0]?.points.find((point) => point.at === at)?.value.value ?? 0) * factor),
    title: added ? `up to ${bucketName(at, step)}` : bucketName(at, step),
    get lines(): readonly string[] {
      return series.map(({ name, points: own }) => {
        const value = own.find((point) => point.at === at)?.value;
        return `${name} ${value === undefined ? "nothing yet" : withInterval(value, dimension)}`;
      });
    },
  }));
  const reading = useReading(points);
  const every = Math.max(1, Math.ceil(times.length / Math.max(2, Math.floor(width / 90))));
  // several of a day say it once
  const dates = times
    .flatMap((at, index) =>
      index % every === 0 ? [{ at: x(Date.parse(at)), text: tickName(new Date(at), step) }] : [],
    )
    .filter(({ text }, index, all) => text !== all[index - 1]?.text);
  const along = (own: LineSeries["points"], end: "value" | "low" | "high"): readonly Place[] =>
    own.map(({ at, value }) => [x(Date.parse(at)), y(value[end] * factor)]);
  /** Where a line's end stands: ends that would lie on one another stand side by side. */
  const endAt = (at: string, index: number): number =>
    x(Date.parse(at)) +
    (!added
      ? 0
      : times.length > 1
        ? BESIDE * (index + 0.5)
        : BESIDE * 1.6 * (index - (series.length - 1) / 2));
  return (
    <ChartDrawing
      label={`${title}. ${series.length} lines over ${times.length} times.`}
      reading={reading}
      width={width}
      height={height}
    >
      <LeftAxis ticks={ticks} unit={added ? unit : ""} margins={margins} width={width} />
      <LineKeys keys={keys} y={11} />
      {series.map(({ id, points: own }, index) => {
        const end = own.at(-1);
        const from = along(own, "value");
        const whisker = (one: LineSeries["points"][number], at: number): string =>
          `M${at} ${y(one.value.low * factor)}V${y(one.value.high * factor)}`;
        return (
          <g key={id} class={`series ${id}`}>
            {added ? <path class="band" d={bandPath(along(own, "high"), along(own, "low"), added)} /> : null}
            {end === undefined ? null : (
              <path
                class="line"
                d={`${linePath(from, added)}${added && times.length > 1 ? `H${endAt(end.at, index)}` : ""}`}
              />
            )}
            {(added ? own.slice(-1) : own).map((one) => (
              <path key={one.at} class="whisker" d={whisker(one, endAt(one.at, index))} />
            ))}
            {end === undefined ? null : (
              <g transform={`translate(${endAt(end.at, index)} ${y(end.value.value * factor)})`}>
                <LineEnd id={id} />
              </g>
            )}
          </g>
        );
      })}
      {near.map(({ name, value }) => (
        <g key={name} class="level">
          <line x1={margins.left} x2={width - margins.right} y1={y(value * factor)} y2={y(value * factor)} />
          <text x={width - margins.right} y={y(value * factor) - 5} text-anchor="end">
            {name}
          </text>
        </g>
      ))}
      {reading.point === undefined ? null : (
        <line
          data-cursor
          class="cursor-line"
          x1={reading.point.x}
          x2={reading.point.x}
          y1={margins.top}
          y2={height - margins.bottom}
        />
      )}
      <BottomAxis ticks={dates} y={height - margins.bottom} label="UTC" margins={margins} width={width} />
    </ChartDrawing>
  );
}
