/**
 * Answers as tables, where a table is asked for.
 * @module
 */
import type { WireQuantity } from "@gramme/core/wire";
import { type CsvCell, type CsvTable, csvText } from "@gramme/core/words";
import { accepts } from "hono/accepts";
import type { LedgerContext } from "../context.ts";

/** Names of the three columns of a quantity. */
export function quantityColumns(name: string): readonly string[] {
  return [name, `${name}_low`, `${name}_high`];
}

/** The three cells of a quantity; empty where it is not known. */
export function quantityCells(quantity: WireQuantity | null | undefined): readonly CsvCell[] {
  return quantity == null ? [null, null, null] : [quantity.value, quantity.low, quantity.high];
}

const JSON_TYPE = "application/json";
const CSV_TYPE = "text/csv";

/** Whether a table is asked for: by the parameter, or else by the header. */
export function wantsCsv(c: LedgerContext, format: "json" | "csv" | undefined): boolean {
  if (format !== undefined) return format === "csv";
  return accepts(c, { header: "Accept", supports: [JSON_TYPE, CSV_TYPE], default: JSON_TYPE }) === CSV_TYPE;
}

/** What of an answer a table has no room for, in headers: that it is less than the whole never goes unsaid. */
export interface CsvBeside {
  /** Rows beyond the limit that was asked for. */
  readonly moreRows?: number;
  /** What is in no figure, with its reasons. */
  readonly unknown?: string;
}

/** An answer of a table, to be saved under a name. */
export function csvAnswer(
  c: LedgerContext,
  name: string,
  table: CsvTable,
  { moreRows, unknown }: CsvBeside = {},
): Response {
  return c.body(csvText(table), 200, {
    ...(moreRows === undefined ? {} : { [CSV_HEADERS.moreRows]: String(moreRows) }),
    ...(unknown === undefined ? {} : { [CSV_HEADERS.unknown]: unknown }),
    "content-type": "text/csv; charset=utf-8; header=present",
    "content-disposition": `attachment; filename="gramme-${name}.csv"`,
    ...READ_HEADERS,
  });
}

/** Headers of tables. */
export const CSV_HEADERS = { moreRows: "gramme-more-rows", unknown: "gramme-unknown" } as const;

/** Headers of every answer of the read side: figures of a tenant are nobody else's to keep. */
export const READ_HEADERS: Readonly<Record<string, string>> = {
  "cache-control": "private, no-store",
  vary: "accept, authorization, cookie",
  "x-content-type-options": "nosniff",
};
