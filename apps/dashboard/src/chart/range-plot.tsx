/**
 * One row a thing, its interval on a log axis: small and large stand side by side, and how sure each is can be seen.
 * @module
 */
import type { JSX } from "preact";
import { type Dimension, withInterval } from "@gramme/core/words";
import type { WireQuantity } from "@gramme/core/wire/api";
import { BottomAxis, decadeText, decadeTicks, fitted, type Margins, textWidth } from "./axes.tsx";
import { ChartDrawing } from "./chart-drawing.tsx";
import { useReading } from "./reading.tsx";
import { scaleLog } from "./scale.ts";
import { shapeOf } from "./scatter.tsx";
import { max, min } from "./extent.ts";

/** A row. */
export interface RangeRow {
  readonly id: string;
  readonly name: string;
  /** Name where it is read, where the row's own would not do. */
  readonly title?: string;
  /** Under the name, smaller. */
  readonly note?: string;
  /** Phase whose colour it has. */
  readonly tone?: string;
  readonly value: WireQuantity;
  /** What others published of the same, drawn behind. */
  readonly published?: WireQuantity | undefined;
  /** Further figures of the row, each with a shape of its own. */
  readonly marks?: readonly RangeMark[];
  /** Further lines of what is read there. */
  readonly lines?: readonly string[];
}

/** A figure beside that of its row. */
export interface RangeMark {
  readonly name: string;
  /** Index of its shape; 0 is the row's own. */
  readonly shape: number;
  /** Class that gives its colour. */
  readonly look: string;
  /** A figure that nobody gave an interval has its ends at its value. */
  readonly value: WireQuantity;
}

/** px of a row. */
export const ROW = 44;
const NARROW = 520;
/** px above the rows: of what the axis says, and of a level's name below that. */
const TOP = 26;
const LEVEL = 18;
/** Powers of ten that have a line each; on an axis of more, each second or fifth. */
const MOST_LINES = 12;
/** px from a row's own line to its marks. */
const BELOW = 11;

/** Height of a plot of so many rows, px; a level has a line of words above them. */
export function rangePlotHeight(rows: number, hasLevel = false): number {
  return rows * ROW + 56 + (hasLevel ? LEVEL : 0);
}

/** The drawing. Rows whose interval reaches 0 have no place on a log axis, and are for the table alone. */
export function RangePlot({
  title,
  rows,
  dimension,
  level,
  width,
  choose,
}: {
  readonly title: string;
  readonly rows: readonly RangeRow[];
  readonly dimension: Dimension;
  /** What all rows are set against. */
  readonly level?: { readonly name: string; readonly value: number };
  readonly width: number;
  /** Hears which row was clicked, or entered by keyboard. */
  readonly choose?: (id: string) => void;
}): JSX.Element {
  const height = rangePlotHeight(rows.length, level !== undefined);
  const narrow = width < NARROW;
  const margins: Margins = {
    top: TOP + (level === undefined ? 0 : LEVEL),
    right: 16,
    bottom: 26,
    left: narrow ? 8 : Math.min(220, width * 0.3),
  };
  const all = rows.flatMap(({ value, published, marks = [] }) => [
    value,
    ...(published === undefined ? [] : [published]),
    ...marks.map((mark) => mark.value),
  ]);
  // a level has room on both sides: what is on either is told by it
  const sides = level === undefined ? [] : [level.value / 2, level.value * 2];
  const ends = [...all.flatMap(({ value, low, high }) => [value, low, high]), ...sides];
  // 0 is nowhere on a log axis: what reaches to it reaches to the axis' end
  const low = min(ends, (one) => (one === 0 ? undefined : one)) ?? 1;
  const high = max(ends, (one) => one) ?? 10;
  const x = scaleLog([low, Math.max(high, low * 10)], [margins.left, width - margins.right]);
  const decades = x.ticks(MOST_LINES);
  const apart = Math.round((decades[1] ?? 10) / (decades[0] ?? 1));
  const says = `each line is ${apart === 10 ? "ten" : apart.toLocaleString("en-GB")} times the one before`;
  const middle = (index: number): number => margins.top + ROW * index + ROW / 2 + (narrow ? 8 : 0);
  const reading = useReading(
    rows.map(({ name, title: read = name, note, value, published, lines = [] }, index) => ({
      x: x(value.value),
      y: middle(index),
      title: read,
      lines: [
        withInterval(value, dimension),
        ...(published === undefined ? [] : [`published: ${withInterval(published, dimension)}`]),
        // where it is not drawn, it is read
        ...(note === undefined || !narrow || lines.some((line) => line.includes(note)) ? [] : [note]),
        ...lines,
      ],
    })),
    "distance",
    choose === undefined
      ? undefined
      : (index) => {
          const row = rows[index];
          if (row !== undefined) choose(row.id);
        },
  );
  return (
    <ChartDrawing
      label={`${title}. ${rows.length} rows on a logarithmic axis.`}
      reading={reading}
      width={width}
      height={height}
    >
      <BottomAxis
        ticks={decadeTicks(
          decades.map((tick) => x(tick)),
          decades.map((tick) => decadeText(tick, dimension)),
        )}
        y={height - margins.bottom}
        lines
        label={says}
        margins={margins}
        width={width}
      />
      {level === undefined ? null : (
        <g class="level">
          <line x1={x(level.value)} x2={x(level.value)} y1={margins.top} y2={height - margins.bottom} />
          <text x={beside(x(level.value), textWidth(level.name), width)} y={margins.top - 6}>
            {fitted(level.name, width, 12)}
          </text>
        </g>
      )}
      {rows.map(({ id, name, title: whole = name, note, tone = "", value, published, marks = [] }, index) => (
        <g key={id} class={`row ${tone}${reading.at === index ? " read" : ""}`}>
          <text
            class="name"
            x={narrow ? margins.left : margins.left - 12}
            y={narrow ? middle(index) - 14 : middle(index) - (note === undefined ? 0 : 6)}
            dy="0.32em"
            text-anchor={narrow ? "start" : "end"}
          >
            {narrow ? fitted(whole, width - margins.left) : fitted(name, margins.left - 12)}
          </text>
          {note === undefined || (narrow && !fitsBeside(whole, note, width - margins.left)) ? null : (
            <text
              class="small"
              x={narrow ? width : margins.left - 12}
              y={narrow ? middle(index) - 14 : middle(index) + 9}
              dy="0.32em"
              text-anchor="end"
            >
              {narrow ? note : fitted(note, margins.left - 12, 11)}
            </text>
          )}
          {published === undefined ? null : (
            <rect
              class="published"
              x={x(published.low)}
              width={Math.max(2, x(published.high) - x(published.low))}
              y={middle(index) - 7}
              height={14}
            />
          )}
          <line class="range" x1={x(value.low)} x2={x(value.high)} y1={middle(index)} y2={middle(index)} />
          <circle class="dot" cx={x(value.value)} cy={middle(index)} r={5} />
          {marks.map((mark) => (
            <g
              key={mark.name}
              class={`mark ${mark.look}`}
              transform={`translate(${x(mark.value.value)} ${middle(index) + BELOW})`}
            >
              <path
                class="line"
                d={`M${x(mark.value.low) - x(mark.value.value)} 0H${x(mark.value.high) - x(mark.value.value)}`}
              />
              <path class="shape" d={shapeOf(mark.shape)} />
            </g>
          ))}
        </g>
      ))}
    </ChartDrawing>
  );
}

/** Whether a row's note has room in the line of its name. */
function fitsBeside(name: string, note: string, room: number): boolean {
  return textWidth(name, 13) + textWidth(note, 11) + 12 <= room;
}

/** Where a text so wide begins that stands round a place, and past no end of the drawing. */
function beside(at: number, wide: number, width: number): number {
  return Math.max(0, Math.min(at - wide / 2, width - wide));
}
