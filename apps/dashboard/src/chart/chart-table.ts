/**
 * What a chart shows, as a table. One model for the eye, the screen reader and the file: the table under a chart prints
 * it, and the CSV is it, so that none of the three can say another thing.
 * @module
 */
import { csvText, digits, type Dimension, unitFor } from "@gramme/core/words";
import type { WireQuantity } from "@gramme/core/wire/api";

/** A column. `name` is that of the CSV, with its unit; `head` is for people. */
export type Column =
  | { readonly kind: "text" | "day"; readonly name: string; readonly head: string }
  | { readonly kind: "number"; readonly name: string; readonly head: string }
  | {
      /** With its interval; an amount is a figure that nobody gave one. */
      readonly kind: "quantity" | "amount";
      readonly name: string;
      readonly head: string;
      readonly dimension: Dimension;
    };

/** A cell. `null` is unknown, and is never printed as 0. */
export type Cell = string | number | WireQuantity | null;

/** A chart's figures. */
export interface ChartTable {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
  /** Whether columns of one dimension are there to be compared, and are printed in one unit: all, or those of these names. */
  readonly together?: boolean | readonly string[];
}

/** The CSV: a quantity has three columns, `co2e_g`, `co2e_g_low`, `co2e_g_high`. Times are ISO 8601 in UTC. */
export function tableCsv({ columns, rows }: ChartTable): string {
  return csvText({
    columns: columns.flatMap(({ kind, name }) =>
      kind === "quantity" ? [name, `${name}_low`, `${name}_high`] : [name],
    ),
    rows: rows.map((row) =>
      columns.flatMap(({ kind }, index) => {
        const cell = row[index] ?? null;
        if (kind !== "quantity") return [isQuantity(cell) ? null : cell];
        return isQuantity(cell) ? [cell.value, cell.low, cell.high] : [null, null, null];
      }),
    ),
  });
}

/** Cells as people read them, each column of quantities in one unit, which stands in its head. */
export function printedTable({ columns, rows, together = false }: ChartTable): {
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
} {
  const largest = (at: number): number =>
    Math.max(
      0,
      ...rows.map((row) => {
        const cell = row[at] ?? null;
        return isQuantity(cell) ? cell.value : Number(cell);
      }),
    );
  const isCompared = ({ name }: Column): boolean =>
    typeof together === "boolean" ? together : together.includes(name);
  const units = columns.map((column, index) => {
    if (!("dimension" in column)) return undefined;
    const alike = columns.flatMap((other, at) =>
      at === index ||
      ("dimension" in other &&
        other.dimension === column.dimension &&
        isCompared(column) &&
        isCompared(other))
        ? [at]
        : [],
    );
    return unitFor(Math.max(...alike.map(largest)), column.dimension);
  });
  return {
    heads: columns.map(({ head }, index) => {
      const unit = units[index]?.unit;
      return unit === undefined || unit === "" ? head : `${head}, ${unit}`;
    }),
    rows: rows.map((row) =>
      columns.map((column, index) => printed(column, row[index] ?? null, units[index])),
    ),
  };
}

function printed(column: Column, cell: Cell, unit: { readonly factor: number } | undefined): string {
  if (cell === null) return "not known";
  if (isQuantity(cell)) {
    const by = unit?.factor ?? 1;
    if (cell.high === 0) return "0";
    return `${digits(cell.value * by)} (${digits(cell.low * by)} to ${digits(cell.high * by)})`;
  }
  if (column.kind === "amount" && typeof cell === "number") return digits(cell * (unit?.factor ?? 1));
  // what is counted is told whole, what is reckoned as far as anybody reads
  if (typeof cell === "number") {
    return cell.toLocaleString("en-GB", Number.isInteger(cell) ? {} : { maximumSignificantDigits: 5 });
  }
  return column.kind === "day" ? cell.slice(0, 10) : cell;
}

/** Letters of a text that wants more than one line. */
const LONG = 30;
/** Letters of words that are set in one line at any width. */
const SHORT = 14;
/** Columns that want more room than prose does. */
const MANY = 8;
/** What is broken into lines where room is wanted: not a moment. */
const BREAKS = /^(?!\d{4}-\d\d-).*[ -]/u;

/** Class of a card whose table stands in it. */
export function cardLook({ columns }: ChartTable): string {
  return columns.length < MANY ? "card" : "card broad";
}

/** Class of a cell by what stands in it: figures at the right, long texts in lines, words where they leave no room. */
export function cellLook(kind: Column["kind"] | undefined, text: string): string {
  if (kind !== "text" && kind !== "day") return "figure";
  if (text.length > LONG) return "wraps";
  return text.length > SHORT && BREAKS.test(text) ? "words" : "";
}

/** A figure, and its interval, which may stand below it. */
export function figureParts(text: string): readonly [figure: string, interval: string | undefined] {
  const at = text.indexOf(" (");
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

function isQuantity(cell: Cell): cell is WireQuantity {
  return typeof cell === "object" && cell !== null;
}
