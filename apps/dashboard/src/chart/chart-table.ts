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
  /** Whether columns of one dimension are there to be compared, and are printed in one unit. */
  readonly together?: boolean;
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
  const units = columns.map((column, index) => {
    if (!("dimension" in column)) return undefined;
    const { dimension } = column;
    const alike = columns.flatMap((other, at) =>
      at === index || (together && "dimension" in other && other.dimension === dimension) ? [at] : [],
    );
    return unitFor(Math.max(...alike.map(largest)), dimension);
  });
  return {
    heads: columns.map(({ head }, index) => {
      const unit = units[index]?.unit;
      return unit === undefined ? head : `${head}, ${unit}`;
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
  if (typeof cell === "number") return cell.toLocaleString("en-GB", { maximumSignificantDigits: 6 });
  return column.kind === "day" ? cell.slice(0, 10) : cell;
}

function isQuantity(cell: Cell): cell is WireQuantity {
  return typeof cell === "object" && cell !== null;
}
