/**
 * Axes: ticks with few words, hairlines, one unit each.
 * @module
 */
import { amount, type Dimension } from "@gramme/core/words";
import type { JSX } from "preact";

/** A mark on an axis. */
export interface Tick {
  /** px along the axis. */
  readonly at: number;
  readonly text: string;
  /** Whether it is named only where those that are not leave room. */
  readonly minor?: boolean;
}

/** Room round what is drawn, px. */
export interface Margins {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

/** Room that suits a chart with figures at its left and time below. */
export const MARGINS: Margins = { top: 22, right: 12, bottom: 26, left: 52 };

/** px that a label wants above the one below it. */
const LINE = 15;

/** Figures at the left, with lines across; the unit stands above them. Labels that would touch the one below are left out. */
export function LeftAxis({
  ticks,
  unit,
  margins,
  width,
}: {
  readonly ticks: readonly Tick[];
  readonly unit: string;
  readonly margins: Margins;
  readonly width: number;
}): JSX.Element {
  // a long one, "thousand", begins where the drawing does
  const room = margins.left - 8;
  const isLong = textWidth(unit, 11) > room;
  const named = new Set<number>();
  let last = Number.POSITIVE_INFINITY;
  for (const { at } of ticks.toSorted((a, b) => b.at - a.at)) {
    if (last - at < LINE) continue;
    named.add(at);
    last = at;
  }
  return (
    <g class="axis">
      <text x={isLong ? 0 : room} y={11} class="unit" text-anchor={isLong ? "start" : "end"}>
        {unit}
      </text>
      {ticks.map(({ at, text }) => (
        <g key={`${text}${at}`}>
          <line x1={margins.left} x2={width - margins.right} y1={at} y2={at} />
          {named.has(at) ? (
            <text x={room} y={at} dy="0.32em" text-anchor="end">
              {text}
            </text>
          ) : null}
        </g>
      ))}
    </g>
  );
}

/** Marks below; labels that would touch their neighbour are left out. */
export function BottomAxis({
  ticks,
  y,
  lines,
  label,
  margins,
  width,
}: {
  readonly ticks: readonly Tick[];
  /** px from the top. */
  readonly y: number;
  /** Whether hairlines go up from the marks. */
  readonly lines?: boolean;
  /** What the axis is of, at its right end: a unit, or the zone of time. */
  readonly label?: string;
  readonly margins: Margins;
  readonly width: number;
}): JSX.Element {
  const named = apart(ticks);
  return (
    <g class="axis">
      <line class="base" x1={margins.left} x2={width - margins.right} y1={y} y2={y} />
      {ticks.map((tick) => {
        const { at, text } = tick;
        const half = textWidth(text) / 2;
        return (
          <g key={`${text}${at}`}>
            {lines === true ? <line x1={at} x2={at} y1={margins.top} y2={y} /> : null}
            {named.has(tick) ? (
              <text x={Math.min(Math.max(at, half), width - half - 1)} y={y + 16} text-anchor="middle">
                {text}
              </text>
            ) : null}
          </g>
        );
      })}
      {label === undefined ? null : (
        <text class="unit" x={width - margins.right} y={11} text-anchor="end">
          {label}
        </text>
      )}
    </g>
  );
}

let pen: CanvasRenderingContext2D | null | undefined;
let family = "";
let penSize = 0;

/** px that a text takes in the page's font, so large. */
export function textWidth(text: string, size = 12): number {
  if (pen === undefined) {
    pen = document.createElement("canvas").getContext("2d");
    family = getComputedStyle(document.body).fontFamily;
  }
  if (pen === null) return text.length * size * 0.6;
  // a font is dear to choose
  if (penSize !== size) {
    penSize = size;
    pen.font = `500 ${size}px ${family}`;
  }
  return pen.measureText(text).width;
}

/** Marks of a log axis below: of those that have no room for all words, each second has some, or each third, and so on. */
export function decadeTicks(places: readonly number[], texts: readonly string[]): readonly Tick[] {
  const widest = Math.max(0, ...texts.map((text) => textWidth(text))) + 8;
  const step = Math.abs((places[1] ?? Number.POSITIVE_INFINITY) - (places[0] ?? 0));
  const every = Math.max(1, Math.ceil(widest / step));
  return places.map((at, index) => ({ at, text: index % every === 0 ? (texts[index] ?? "") : "" }));
}

/** A mark of a log axis, in a unit of its own: `1 mg`, `100 g`. */
export function decadeText(value: number, dimension: Dimension): string {
  return amount(value, dimension)
    .replace(/(\.\d*?)0+(?= |$)/u, "$1")
    .replace(/\.(?= |$)/u, "");
}

/** A text as far as it fits into so many px; the whole stands in the table, and where it is read. */
export function fitted(text: string, room: number, size = 13): string {
  if (textWidth(text, size) <= room) return text;
  const letters = Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment);
  const cut = (most: number): string => `${letters.slice(0, most).join("")}…`;
  let [least, most] = [1, letters.length];
  while (least < most) {
    const middle = Math.ceil((least + most) / 2);
    if (textWidth(cut(middle), size) <= room) least = middle;
    else most = middle - 1;
  }
  return cut(least);
}

/** Those whose words do not touch: from the left, minor ones between the others. */
function apart(ticks: readonly Tick[]): ReadonlySet<Tick> {
  const halves = new Map<Tick, number>();
  const later = (a: Tick, b: Tick): number => Number(a.minor ?? false) - Number(b.minor ?? false);
  for (const tick of ticks.filter(({ text }) => text !== "").toSorted(later)) {
    const half = textWidth(tick.text) / 2;
    const touches = [...halves].some(([{ at }, other]) => Math.abs(at - tick.at) < other + half + 8);
    if (!touches) halves.set(tick, half);
  }
  return new Set(halves.keys());
}
