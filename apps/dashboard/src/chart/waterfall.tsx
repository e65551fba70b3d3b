/**
 * From one total to the next by steps, each with its interval.
 * @module
 */
import type { JSX } from "preact";
import { type Dimension, unitFor } from "@gramme/core/words";
import { axisDigits } from "./time-bars.tsx";
import { fitted, LeftAxis, MARGINS } from "./axes.tsx";
import { ChartDrawing } from "./chart-drawing.tsx";
import { useReading } from "./reading.tsx";
import { scaleLinear } from "./scale.ts";

/** A step: a total stands on 0, an effect on what was before it. */
export interface WaterfallStep {
  readonly id: string;
  readonly name: string;
  readonly is: "total" | "effect";
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** What is read there. */
  readonly text: string;
}

/** The drawing. */
export function Waterfall({
  title,
  steps,
  dimension,
  width,
  height,
}: {
  readonly title: string;
  readonly steps: readonly WaterfallStep[];
  readonly dimension: Dimension;
  readonly width: number;
  readonly height: number;
}): JSX.Element {
  const margins = MARGINS;
  let level = 0;
  const placed = steps.map((step) => {
    const from = step.is === "total" ? 0 : level;
    level = from + step.value;
    return { ...step, from, to: level };
  });
  const ends = placed.flatMap(({ from, to, low, high }) => [0, to, from + low, from + high]);
  const { factor, unit } = unitFor(Math.max(...ends.map(Math.abs), 0), dimension);
  const y = scaleLinear(
    [Math.min(...ends) * factor, Math.max(...ends) * factor || 1],
    [height - margins.bottom, margins.top],
    4,
  );
  const slot = (width - margins.left - margins.right) / Math.max(1, steps.length);
  const bar = Math.min(76, slot * 0.6);
  const middle = (index: number): number => margins.left + slot * (index + 0.5);
  const reading = useReading(
    placed.map(({ name, text, to }, index) => ({
      x: middle(index),
      y: y(to * factor),
      title: name,
      lines: [text],
    })),
  );
  return (
    <ChartDrawing label={`${title}. ${steps.length} steps.`} reading={reading} width={width} height={height}>
      <LeftAxis
        ticks={y.ticks(4).map((tick) => ({ at: y(tick), text: axisDigits(tick) }))}
        unit={unit}
        margins={margins}
        width={width}
      />
      {placed.map(({ id, name, is, from, to, low, high }, index) => {
        const [top, foot] = [y(Math.max(from, to) * factor), y(Math.min(from, to) * factor)];
        return (
          <g key={id} class={`step ${is} ${to < from ? "down" : "up"}${reading.at === index ? " read" : ""}`}>
            <rect
              class="bar"
              x={middle(index) - bar / 2}
              width={bar}
              y={top}
              height={Math.max(1.5, foot - top)}
            />
            <path
              class="whisker"
              d={`M${middle(index)} ${y((from + low) * factor)}V${y((from + high) * factor)}`}
            />
            {index === placed.length - 1 ? null : (
              <line
                class="joint"
                x1={middle(index) + bar / 2}
                x2={middle(index + 1) - bar / 2}
                y1={y(to * factor)}
                y2={y(to * factor)}
              />
            )}
            <text x={middle(index)} y={height - 8} text-anchor="middle">
              {fitted(name, slot)}
            </text>
          </g>
        );
      })}
    </ChartDrawing>
  );
}
