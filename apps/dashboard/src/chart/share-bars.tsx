/**
 * Shares of a whole as bars, one row each, largest first.
 * @module
 */
import type { JSX } from "preact";
import { fitted } from "./axes.tsx";
import { ChartDrawing } from "./chart-drawing.tsx";
import { useReading } from "./reading.tsx";
import { scaleLinear } from "./scale.ts";

/** A share. */
export interface ShareBar {
  readonly id: string;
  readonly name: string;
  /** Class that gives its colour. */
  readonly look: string;
  /** 0 to 1. */
  readonly share: number;
  /** The share for people. */
  readonly text: string;
  /** Further lines of what is read there. */
  readonly lines: readonly string[];
}

const ROW = 34;
const NARROW = 520;
const FIGURE = 52;

/** Height of so many bars, px. */
export function shareBarsHeight(bars: number): number {
  return Math.max(1, bars) * ROW + 8;
}

/** The drawing. */
export function ShareBars({
  title,
  bars,
  width,
}: {
  readonly title: string;
  readonly bars: readonly ShareBar[];
  readonly width: number;
}): JSX.Element {
  const narrow = width < NARROW;
  const left = narrow ? 0 : Math.min(360, width * 0.42);
  const x = scaleLinear([0, Math.max(0.01, ...bars.map(({ share }) => share))], [0, width - left - FIGURE]);
  const top = (index: number): number => ROW * index + (narrow ? 18 : 8);
  const tall = narrow ? 10 : 18;
  const reading = useReading(
    bars.map(({ name, share, text, lines }, index) => ({
      x: left + x(share),
      y: top(index),
      title: name,
      lines: [text, ...lines],
    })),
    "distance",
  );
  return (
    <ChartDrawing
      label={`${title}. ${bars.length} bars.`}
      reading={reading}
      width={width}
      height={shareBarsHeight(bars.length)}
    >
      {bars.map(({ id, name, look, share, text }, index) => (
        <g key={id} class={`series ${look}${reading.at === index ? " read" : ""}`}>
          <text
            class="name"
            x={narrow ? 0 : left - 12}
            y={narrow ? top(index) - 8 : top(index) + tall / 2}
            dy="0.32em"
            text-anchor={narrow ? "start" : "end"}
          >
            {fitted(name, narrow ? width : left - 12)}
          </text>
          <rect class="bar" x={left} y={top(index)} width={Math.max(1, x(share))} height={tall} rx={2} />
          <text x={left + x(share) + 8} y={top(index) + tall / 2} dy="0.32em">
            {text}
          </text>
        </g>
      ))}
    </ChartDrawing>
  );
}
