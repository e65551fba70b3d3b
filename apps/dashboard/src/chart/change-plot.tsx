/**
 * Changes, commit by commit: each with its interval and its verdict, over the band that counts as no change.
 * @module
 */
import type { JSX } from "preact";
import { BottomAxis, LeftAxis, type Margins } from "./axes.tsx";
import { ChartDrawing } from "./chart-drawing.tsx";
import { useReading } from "./reading.tsx";
import { scaleSymlog } from "./scale.ts";
import { type Verdict, VerdictShape } from "./verdict-sign.tsx";
import { max, min } from "./extent.ts";

/** A commit's change of one workload. Changes are relative: 0.07 is +7 %. */
export interface ChangePoint {
  readonly id: string;
  /** What is read there first: the commit. */
  readonly name: string;
  /** Below the axis, where there is room. */
  readonly tick: string;
  /** Whether that is of this commit alone; those of a day's first go before it. */
  readonly minor?: boolean;
  readonly verdict: Verdict;
  readonly accepted: boolean;
  readonly change: number;
  /** Absent while there are too few pairs for an interval. */
  readonly low?: number | undefined;
  readonly high?: number | undefined;
  /** Half the height of the band. */
  readonly threshold: number;
  /** Further lines of what is read there. */
  readonly lines: readonly string[];
  /** Where a click, or Enter, goes. */
  readonly href?: string | undefined;
}

const MARGINS: Margins = { top: 20, right: 10, bottom: 26, left: 58 };
/** px that a commit wants: closer, signs touch. */
const SLOT = 15;
/** Marks of the axis, %, as far as they are apart. */
const MARKS = [0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000];
const APART = 20;
/** Heights of the band that are drawn at least, so that its edges are seen. */
const ROOM = 1.4;

/** How many commits fit into so many px. */
export function commitsThatFit(width: number): number {
  return Math.max(1, Math.floor((width - MARGINS.left - MARGINS.right) / SLOT));
}

/** The drawing, newest at the right: of more commits than fit, the newest. Linear about 0, logarithmic further out. */
export function ChangePlot({
  title,
  points,
  width,
  height,
}: {
  readonly title: string;
  /** Oldest first. */
  readonly points: readonly ChangePoint[];
  readonly width: number;
  readonly height: number;
}): JSX.Element {
  const drawn = points.slice(-commitsThatFit(width));
  const widest = max(drawn, ({ threshold }) => threshold) ?? 0.05;
  const low =
    min(drawn, (one) => Math.min(one.low ?? one.change, one.change, -one.threshold * ROOM)) ?? -widest;
  const high =
    max(drawn, (one) => Math.max(one.high ?? one.change, one.change, one.threshold * ROOM)) ?? widest;
  const y = scaleSymlog([low, high], [height - MARGINS.bottom - 8, MARGINS.top + 8], widest * 2 || 0.1);
  const slot = (width - MARGINS.left - MARGINS.right) / Math.max(1, drawn.length);
  const x = (index: number): number => MARGINS.left + slot * (index + 0.5);
  const reading = useReading(
    drawn.map(({ name, change, lines }, index) => ({ x: x(index), y: y(change), title: name, lines })),
    "x",
    (index) => {
      const href = drawn[index]?.href;
      // a finger reads by the touch that would be a click
      if (href !== undefined && matchMedia("(hover: hover)").matches) open(href, "_blank", "noopener");
    },
  );
  return (
    <ChartDrawing
      label={`${title}. ${drawn.length} commits, the newest at the right.`}
      reading={reading}
      width={width}
      height={height}
    >
      {drawn.map(({ id, threshold }, index) => (
        <rect
          key={id}
          class="threshold"
          x={x(index) - slot / 2}
          width={slot + 0.5}
          y={y(threshold)}
          height={Math.max(0, y(-threshold) - y(threshold))}
        />
      ))}
      {reading.at === undefined ? null : (
        <rect
          data-cursor
          class="cursor"
          x={x(reading.at) - slot / 2}
          width={slot}
          y={MARGINS.top}
          height={height - MARGINS.top - MARGINS.bottom}
        />
      )}
      <LeftAxis ticks={marksOf(y, low, high)} unit="" margins={MARGINS} width={width} />
      {drawn.map((point, index) => (
        <g key={point.id} class={`call ${point.verdict}`} transform={`translate(${x(index)} 0)`}>
          {point.low === undefined || point.high === undefined ? null : (
            <path class="reach" d={`M0 ${y(point.low)}V${y(point.high)}`} />
          )}
          <g transform={`translate(0 ${y(point.change)})`}>
            <VerdictShape verdict={point.verdict} accepted={point.accepted} />
          </g>
        </g>
      ))}
      <BottomAxis
        ticks={drawn.map(({ tick, minor = false }, index) => ({ at: x(index), text: tick, minor }))}
        y={height - MARGINS.bottom}
        label={
          drawn.length < points.length
            ? `the newest ${drawn.length} of ${points.length} commits, in their order`
            : "commits in their order, the newest at the right"
        }
        margins={MARGINS}
        width={width}
      />
    </ChartDrawing>
  );
}

function marksOf(
  y: (change: number) => number,
  low: number,
  high: number,
): readonly { readonly at: number; readonly text: string }[] {
  const side = (sign: 1 | -1): { readonly at: number; readonly text: string }[] => {
    let last = y(0);
    return MARKS.slice(1).flatMap((percent) => {
      const change = (sign * percent) / 100;
      const at = y(change);
      if (change < low || change > high || Math.abs(at - last) < APART) return [];
      last = at;
      return [{ at, text: `${sign > 0 ? "+" : "−"}${percent} %` }];
    });
  };
  return [...side(-1), { at: y(0), text: "0" }, ...side(1)];
}
