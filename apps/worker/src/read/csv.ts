/**
 * Tables as CSV (RFC 4180), safe to open in a spreadsheet: text that a spreadsheet would take for a formula gets an
 * apostrophe before it. Numbers are printed whole, so that nothing of the JSON is lost.
 * @module
 */
import type { WireQuantity } from "@gramme/core/wire";
import type { LedgerContext } from "../context.ts";

/** A cell. An unknown is an empty cell, never 0. */
export type CsvCell = string | number | boolean | null | undefined;

/** A table: names of columns, with their units, and rows. */
export interface CsvTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly CsvCell[])[];
}

const FORMULA = /^[=+\-@\t\r]/u;

/** The text of a table, lines ended by CR LF. */
export function csvText({ columns, rows }: CsvTable): string {
  return [columns, ...rows].map((row) => `${row.map(csvCell).join(",")}\r\n`).join("");
}

/** One cell's text. */
export function csvCell(cell: CsvCell): string {
  if (cell === null || cell === undefined) return "";
  if (typeof cell !== "string") return String(cell);
  const safe = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Names of the three columns of a quantity. */
export function quantityColumns(name: string): readonly string[] {
  return [name, `${name}_low`, `${name}_high`];
}

/** The three cells of a quantity; empty where it is not known. */
export function quantityCells(quantity: WireQuantity | null | undefined): readonly CsvCell[] {
  return quantity == null ? [null, null, null] : [quantity.value, quantity.low, quantity.high];
}

/** Whether a table is asked for: by the parameter, or else by the header. */
export function wantsCsv(c: LedgerContext, format: "json" | "csv" | undefined): boolean {
  if (format !== undefined) return format === "csv";
  const accepted = (c.req.header("accept") ?? "").split(",").map((part) => part.split(";")[0]?.trim());
  const csv = accepted.indexOf("text/csv");
  const json = accepted.indexOf("application/json");
  return csv !== -1 && (json === -1 || csv < json);
}

/** An answer of a table, to be saved under a name. */
export function csvAnswer(c: LedgerContext, name: string, table: CsvTable): Response {
  return c.body(csvText(table), 200, {
    "content-type": "text/csv; charset=utf-8; header=present",
    "content-disposition": `attachment; filename="gramme-${name}.csv"`,
    ...READ_HEADERS,
  });
}

/** Headers of every answer of the read side: figures of a tenant are nobody else's to keep. */
export const READ_HEADERS: Readonly<Record<string, string>> = {
  "cache-control": "private, no-store",
  vary: "accept, authorization, cookie",
  "x-content-type-options": "nosniff",
};
