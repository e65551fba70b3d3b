/**
 * A CSV file read back, and the quantities in it.
 * @module
 */

/** Value and ends of an interval. */
export interface Quantity {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** What a column of a chart's file and table is. */
export interface FileColumn {
  readonly name: string;
  /** Whether it has columns for the ends of its interval after it. */
  readonly quantity: boolean;
  /** Index of its first cell. */
  readonly at: number;
}

/** A file of a chart. */
export interface ChartFile {
  readonly columns: readonly FileColumn[];
  readonly rows: readonly (readonly string[])[];
}

/** Reads RFC 4180, the apostrophe before what a spreadsheet would take for a formula taken off. */
export function readCsv(text: string): {
  readonly heads: readonly string[];
  readonly rows: readonly string[][];
} {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^,"\r\n]*))(,|\r\n)/gu)) {
    const cell = quoted?.replaceAll('""', '"') ?? plain ?? "";
    row.push(/^'[=+\-@\t\r]/u.test(cell) ? cell.slice(1) : cell);
    if (end === "\r\n") {
      rows.push(row);
      row = [];
    }
  }
  const [heads = [], ...rest] = rows;
  return { heads, rows: rest };
}

/** A chart's file, its columns told apart. */
export function chartFile(text: string): ChartFile {
  const { heads, rows } = readCsv(text);
  const columns = heads.flatMap((name, at): FileColumn[] => {
    if (/_(?:low|high)$/u.test(name)) return [];
    return [{ name, at, quantity: heads[at + 1] === `${name}_low` && heads[at + 2] === `${name}_high` }];
  });
  return { columns, rows };
}

/** The quantities of a row; an empty cell is not known, and gives none. */
export function quantitiesOf({ columns }: ChartFile, row: readonly string[]): readonly Quantity[] {
  return columns.flatMap(({ quantity, at }) => {
    const cells = [row[at], row[at + 1], row[at + 2]];
    if (!quantity || cells.every((cell) => cell === "")) return [];
    const [value = Number.NaN, low = Number.NaN, high = Number.NaN] = cells.map(Number);
    return [{ value, low, high }];
  });
}

/** The plain numbers of a row, which are exact: how many inferences. */
export function countsOf({ columns }: ChartFile, row: readonly string[]): readonly Quantity[] {
  return columns.flatMap(({ quantity, at }) => {
    const cell = row[at] ?? "";
    const value = Number(cell);
    return quantity || cell === "" || Number.isNaN(value) ? [] : [{ value, low: value, high: value }];
  });
}
