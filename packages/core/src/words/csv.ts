/**
 * Tables as CSV (RFC 4180), safe to open in a spreadsheet: text that a spreadsheet would take for a formula gets an
 * apostrophe before it. Numbers are printed whole, so that nothing is lost.
 * @module
 */

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
