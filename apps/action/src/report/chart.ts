/**
 * The changes and their intervals on one axis, drawn in characters: legible in both themes, in mail, and to a reader
 * who copies it. Nothing wider than 80 columns.
 * @module
 */
import type { WireComparedWorkload } from "@gramme/core/wire";
import { byInterest } from "./interest.ts";
import { fenced, plainLine } from "./markdown.ts";
import { change, changeRange, counted } from "./quantity.ts";

const LEGEND = "┊ threshold";
const MOST_ROWS = 12;
const WIDTH = 80;
const LONGEST_NAME = 20;
/** Of a plot, whatever stands beside it. */
const LEAST_COLUMNS = 12;
/** An interval may reach so many times as far as what matters before it is clipped. */
const FARTHEST = 1.6;

/** Where numbers stand in the plot. */
interface Axis {
  readonly low: number;
  readonly high: number;
  readonly columns: number;
}

/** The chart of the most interesting comparisons; empty where there is none. */
export function intervalChart(comparisons: readonly WireComparedWorkload[]): string {
  const rows = byInterest(comparisons).slice(0, MOST_ROWS);
  const [first] = rows;
  if (first === undefined) return "";
  const names = rows.map(({ name }) => drawnName(name));
  const values = rows.map((compared) => valueText(compared));
  const left = Math.max(...names.map((name) => name.length));
  const right = Math.max(...values.map((value) => value.length));
  const axis = { ...domain(rows), columns: Math.max(LEAST_COLUMNS, WIDTH - left - right - 3) };
  // one axis has room for one pair of lines: the threshold that all rows have, else none
  const threshold = rows.every((row) => row.threshold === first.threshold) ? first.threshold : undefined;
  const lines = rows.map((compared, at) => {
    const plot = drawn(compared, axis, threshold);
    return `${(names[at] ?? "").padEnd(left)} ${plot} ${(values[at] ?? "").padStart(right)}`;
  });
  // where the names leave room for it
  const legend = threshold === undefined || LEGEND.length > left ? "" : LEGEND;
  const more = comparisons.length - rows.length;
  return fenced(
    [
      ...lines,
      ...ticks(axis, threshold).map((line, at) =>
        `${(at === 1 ? legend : "").padEnd(left)} ${line}`.trimEnd(),
      ),
      ...(more > 0 ? [`${counted(more, "more workload", "more workloads")} not drawn`] : []),
    ].join("\n"),
  );
}

/** Every character of it one column wide, whatever the font: what is not is drawn as a dot. */
function drawnName(name: string): string {
  const line = plainLine(name, LONGEST_NAME * 2).replaceAll(/[^\u{20}-\u{7E}…]/gu, "·");
  return line.length <= LONGEST_NAME ? line : `${line.slice(0, LONGEST_NAME - 1)}…`;
}

function valueText({ change: estimate, low, high }: WireComparedWorkload): string {
  const range = low === undefined || high === undefined ? "too few pairs" : changeRange(low, high);
  return `${change(estimate)} (${range})`;
}

/** The lower line of a threshold: what undoes it. */
function undone(threshold: number): number {
  return -threshold / (1 + threshold);
}

/** From the lowest to the highest end, cut where a few wide intervals would press all others together. */
function domain(rows: readonly WireComparedWorkload[]): Pick<Axis, "low" | "high"> {
  const threshold = Math.max(...rows.map((row) => row.threshold));
  const far = FARTHEST * Math.max(2 * threshold, ...rows.map((row) => Math.abs(row.change)));
  const ends = rows.flatMap(({ change: estimate, low, high }) => [low ?? estimate, high ?? estimate]);
  const span = { low: Math.min(...ends), high: Math.max(...ends) };
  return {
    // both lines of the threshold are always seen, with some air
    low: Math.max(-far, Math.min(span.low, FARTHEST * undone(threshold))),
    high: Math.min(far, Math.max(span.high, FARTHEST * threshold)),
  };
}

/** Column of a number, from 0; below 0 or beyond the last where it is outside. */
function columnOf(value: number, { low, high, columns }: Axis): number {
  return Math.round(((value - low) / (high - low)) * (columns - 1));
}

function drawn(compared: WireComparedWorkload, axis: Axis, threshold: number | undefined): string {
  const last = axis.columns - 1;
  const cells = Array.from({ length: axis.columns }, () => " ");
  const put = (column: number, sign: string): void => {
    if (column >= 0 && column <= last) cells[column] = sign;
  };
  if (threshold !== undefined) {
    put(columnOf(threshold, axis), "┊");
    put(columnOf(undone(threshold), axis), "┊");
  }
  put(columnOf(0, axis), "│");
  const { low, high } = compared;
  if (low !== undefined && high !== undefined) {
    const from = columnOf(low, axis);
    const to = columnOf(high, axis);
    for (let at = Math.max(0, from); at <= Math.min(last, to); at += 1) put(at, "─");
    put(from, "├");
    put(to, "┤");
    if (from < 0) put(0, "◄");
    if (to > last) put(last, "►");
  }
  put(Math.min(last, Math.max(0, columnOf(compared.change, axis))), "●");
  return cells.join("");
}

/** The axis under the rows: marks, and under them what they are. */
function ticks(axis: Axis, threshold: number | undefined): readonly string[] {
  const marks = [0, ...(threshold === undefined ? [] : [undone(threshold), threshold])];
  const line = Array.from({ length: axis.columns }, () => "─");
  let labels = " ".repeat(axis.columns);
  for (const mark of marks) {
    const column = columnOf(mark, axis);
    line[column] = "┴";
    const label = mark === 0 ? "0" : change(mark);
    const from = Math.min(
      Math.max(0, column - Math.floor(label.length / 2)),
      Math.max(0, axis.columns - label.length),
    );
    // a label that would touch another is left out; 0 is written first
    const around = labels.slice(Math.max(0, from - 1), from + label.length + 1);
    if (around.trim() === "") labels = labels.slice(0, from) + label + labels.slice(from + label.length);
  }
  return [line.join(""), labels];
}
