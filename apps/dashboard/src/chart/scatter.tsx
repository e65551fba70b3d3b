/**
 * Things by two of their figures. Shape tells the group, so that no colour has to; what is one's own is filled and has its
 * interval, what others published is pale and behind.
 * @module
 */
import type { JSX } from "preact";
import { amount, digits, type Dimension, withInterval } from "@gramme/core/words";
import type { WireQuantity } from "@gramme/core/wire/api";
import { BottomAxis, LeftAxis, type Margins, type Tick } from "./axes.tsx";
import { ChartDrawing } from "./chart-drawing.tsx";
import { colourOf, shapePath } from "./path.ts";
import { useReading } from "./reading.tsx";
import { type Scale, scaleLinear, scaleLog } from "./scale.ts";
import { max, min } from "./extent.ts";

/** What an axis is of. */
export interface ScatterAxis {
  readonly name: string;
  readonly log: boolean;
  /** A figure on it, for people; by its dimension where it has one. */
  readonly dimension?: Dimension;
  readonly words?: (value: number) => string;
}

/** A thing. */
export interface ScatterPoint {
  readonly id: string;
  readonly name: string;
  /** Index of its group among the legend's, which gives its shape. */
  readonly group: number;
  readonly x: number;
  readonly y: number;
  /** Interval of y, or of x. */
  readonly yRange?: WireQuantity | undefined;
  readonly xRange?: WireQuantity | undefined;
  /** Whether it is one's own. */
  readonly own: boolean;
  /** Further lines of what is read there. */
  readonly lines?: readonly string[];
}

const AREA = 64;
const MARGINS: Margins = { top: 24, right: 16, bottom: 40, left: 62 };

/** Path of a group's shape, round 0. */
export function shapeOf(group: number, area: number = AREA): string {
  return shapePath(group, area);
}

/** The drawing. `front` joins the things that nothing beats, in the order given. */
export function Scatter({
  title,
  x: xAxis,
  y: yAxis,
  points,
  front = [],
  trails = [],
  width,
  height,
}: {
  readonly title: string;
  readonly x: ScatterAxis;
  readonly y: ScatterAxis;
  readonly points: readonly ScatterPoint[];
  readonly front?: readonly { readonly x: number; readonly y: number }[];
  /** Courses that led to a point: thin lines in the colour of its group. */
  readonly trails?: readonly {
    readonly id: string;
    readonly group: number;
    readonly course: readonly { readonly x: number; readonly y: number }[];
  }[];
  readonly width: number;
  readonly height: number;
}): JSX.Element {
  const margins = MARGINS;
  const x = scaleOf(
    xAxis,
    points.flatMap((point) => [point.x, point.xRange?.low ?? point.x, point.xRange?.high ?? point.x]),
    [margins.left, width - margins.right],
  );
  const y = scaleOf(
    yAxis,
    points.flatMap((point) => [point.y, point.yRange?.low ?? point.y, point.yRange?.high ?? point.y]),
    [height - margins.bottom, margins.top],
  );
  // one's own first: the cursor goes there before it goes through what others published
  const ordered = points.toSorted((a, b) => Number(b.own) - Number(a.own) || a.x - b.x);
  const reading = useReading(
    ordered.map((point) => ({
      x: x(point.x),
      y: y(point.y),
      title: point.name,
      lines: [
        `${xAxis.name}: ${told(xAxis, point.x, point.xRange)}`,
        `${yAxis.name}: ${told(yAxis, point.y, point.yRange)}`,
        ...(point.lines ?? []),
      ],
    })),
    "distance",
  );
  const at = reading.at === undefined ? undefined : ordered[reading.at];
  return (
    <ChartDrawing
      label={`${title}. ${points.length} points.`}
      reading={reading}
      width={width}
      height={height}
    >
      <LeftAxis ticks={ticksOf(yAxis, y, 5)} unit="" margins={margins} width={width} />
      <BottomAxis
        ticks={ticksOf(xAxis, x, Math.max(3, Math.floor(width / 140)))}
        y={height - margins.bottom}
        lines
        margins={margins}
        width={width}
      />
      <text class="unit" x={margins.left} y={11}>
        {yAxis.name}
      </text>
      <text class="unit" x={width - margins.right} y={height - 6} text-anchor="end">
        {xAxis.name}
      </text>
      {front.length < 2 ? null : (
        <path class="front" d={`M${front.map((one) => `${x(one.x)} ${y(one.y)}`).join("L")}`} />
      )}
      {trails.map(({ id, group, course }) => (
        <path
          key={id}
          class={`trail ${colourOf(group)}`}
          d={`M${course.map((one) => `${x(one.x)} ${y(one.y)}`).join("L")}`}
        />
      ))}
      {ordered.toReversed().map((point) => (
        <g
          key={point.id}
          class={`mark ${colourOf(point.group)}${point.own ? " own" : ""}${point === at ? " read" : ""}`}
          transform={`translate(${x(point.x)} ${y(point.y)})`}
        >
          {point.own && point.yRange !== undefined ? (
            <path
              class="whisker"
              d={`M0 ${y(point.yRange.low) - y(point.y)}V${y(point.yRange.high) - y(point.y)}`}
            />
          ) : null}
          {point.own && point.xRange !== undefined ? (
            <path
              class="whisker"
              d={`M${x(point.xRange.low) - x(point.x)} 0H${x(point.xRange.high) - x(point.x)}`}
            />
          ) : null}
          <path class="shape" d={shapeOf(point.group, point.own ? AREA * 1.6 : AREA)} />
        </g>
      ))}
    </ChartDrawing>
  );
}

function scaleOf({ log }: ScatterAxis, values: readonly number[], range: readonly [number, number]): Scale {
  const used = log ? values.filter((value) => value > 0) : values;
  const low = min(used) ?? (log ? 1 : 0);
  const high = max(used) ?? 1;
  if (log) return scaleLog([low, Math.max(high, low * 10)], range);
  const room = (high - low || Math.abs(high) * 0.05 || 1) * 0.08;
  return scaleLinear([low - room, high + room], range, 5);
}

function ticksOf(axis: ScatterAxis, scale: Scale, count: number): readonly Tick[] {
  return scale.ticks(count).map((tick) => ({ at: scale(tick), text: told(axis, tick) }));
}

function told(axis: ScatterAxis, value: number, range?: WireQuantity): string {
  if (axis.dimension === undefined) {
    const words = axis.words ?? ((one) => String(Number(digits(one))));
    return range === undefined
      ? words(value)
      : `${words(value)} (${words(range.low)} to ${words(range.high)})`;
  }
  return range === undefined
    ? amount(value, axis.dimension).replace(/\.0+(?= )/u, "")
    : withInterval(range, axis.dimension);
}
