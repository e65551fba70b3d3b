/**
 * Bars over time, a series beside a series, each with its interval as a whisker. Bars and not bands: the upper half of a
 * band over a stack reads as a third series.
 * @module
 */
import type { JSX } from "preact";
import { digits, type Dimension, unitFor, withInterval } from "@gramme/core/words";
import type { WireQuantity } from "@gramme/core/wire/api";
import type { Step } from "../state/url-state.ts";
import { bucketName, tickName } from "../words/time.ts";
import { BottomAxis, LeftAxis, MARGINS, textWidth } from "./axes.tsx";
import { ChartDrawing } from "./chart-drawing.tsx";
import { useReading } from "./reading.tsx";
import { scaleLinear } from "./scale.ts";
import { max } from "./extent.ts";

/** A series of bars. */
export interface BarSeries {
  readonly id: string;
  readonly name: string;
}

/** What stands at one time. */
export interface BarBucket {
  /** Start, ISO 8601. */
  readonly at: string;
  readonly partial: boolean;
  /** By series; null where it is not known, absent where there was nothing. */
  readonly values: Readonly<Record<string, WireQuantity | null>>;
}

/** Bars that stand side by side are so far apart at most, px. */
const WIDEST = 22;

/** The drawing. */
export function TimeBars({
  title,
  series,
  buckets,
  step,
  dimension,
  caption,
  width,
  height,
}: {
  readonly title: string;
  readonly series: readonly BarSeries[];
  readonly buckets: readonly BarBucket[];
  readonly step: Step;
  readonly dimension: Dimension;
  /** What is drawn, where several drawings share a card. */
  readonly caption?: string;
  readonly width: number;
  readonly height: number;
}): JSX.Element {
  const margins = MARGINS;
  const largest = max(buckets, ({ values }) => max(series, ({ id }) => values[id]?.high ?? 0)) ?? 0;
  const { factor, unit } = unitFor(largest, dimension);
  const y = scaleLinear([0, largest * factor || 1], [height - margins.bottom, margins.top], 4);
  const slot = (width - margins.left - margins.right) / Math.max(1, buckets.length);
  const bar = Math.min(WIDEST, (slot * 0.78) / series.length);
  const bottom = height - margins.bottom;
  const left = (index: number): number => margins.left + slot * index;
  const points = buckets.map(({ at, partial, values }, index) => ({
    x: left(index) + slot / 2,
    y: y(Math.max(0, ...series.map(({ id }) => (values[id]?.value ?? 0) * factor))),
    title: `${bucketName(at, step)}${partial ? ", not over" : ""}`,
    // words for one of them at a time
    get lines(): readonly string[] {
      return series.map(({ id, name }) => {
        const value = values[id];
        return `${name} ${value === undefined ? "nothing" : value === null ? "not known" : withInterval(value, dimension)}`;
      });
    },
  }));
  const reading = useReading(points);
  const every = Math.max(1, Math.ceil(buckets.length / Math.max(2, Math.floor(width / 90))));
  return (
    <ChartDrawing
      label={`${title}. ${buckets.length} bars in time.`}
      reading={reading}
      width={width}
      height={height}
    >
      <LeftAxis
        ticks={y.ticks(4).map((tick) => ({ at: y(tick), text: axisDigits(tick) }))}
        unit={unit}
        margins={margins}
        width={width}
      />
      {caption === undefined ? null : (
        <text class="caption" x={Math.max(margins.left, textWidth(unit, 11) + 10)} y={11}>
          {caption}
        </text>
      )}
      {reading.at === undefined ? null : (
        <rect
          data-cursor
          class="cursor"
          x={left(reading.at)}
          width={slot}
          y={margins.top}
          height={height - margins.top - margins.bottom}
        />
      )}
      {series.map(({ id }, position) => {
        const bars = buckets.flatMap(({ at, partial, values }, index) => {
          const value = values[id] ?? undefined;
          const x = left(index) + (slot - bar * series.length) / 2 + bar * position;
          // nothing stands where nothing was
          return value === undefined || value.high <= 0 ? [] : [{ at, partial, value, x }];
        });
        return (
          <g key={id} class={`series ${id}`}>
            {bars.map(({ at, partial, value, x }) => {
              const top = y(value.value * factor);
              return (
                <rect
                  key={at}
                  class={partial ? "bar partial" : "bar"}
                  x={x + 0.5}
                  y={top}
                  width={Math.max(1, bar - 1)}
                  height={Math.max(0, bottom - top)}
                />
              );
            })}
            {/* what no grey tells apart has stripes; their style is the series' */}
            <path
              class="stripes"
              stroke-width={Math.max(1, bar - 1)}
              d={bars.map(({ value, x }) => `M${x + bar / 2} ${bottom}V${y(value.value * factor)}`).join("")}
            />
            {/* all in one: a chart of a year is drawn as soon as one of a month */}
            <path
              class="whisker"
              d={bars
                .map(({ value, x }) => `M${x + bar / 2} ${y(value.low * factor)}V${y(value.high * factor)}`)
                .join("")}
            />
          </g>
        );
      })}
      <BottomAxis
        ticks={buckets.flatMap(({ at }, index) =>
          index % every === 0 ? [{ at: left(index) + slot / 2, text: tickName(new Date(at), step) }] : [],
        )}
        y={height - margins.bottom}
        label="UTC"
        margins={margins}
        width={width}
      />
    </ChartDrawing>
  );
}

/** A tick's figure, without zeros that say nothing. */
export function axisDigits(value: number): string {
  return value === 0 ? "0" : String(Number(digits(value)));
}
