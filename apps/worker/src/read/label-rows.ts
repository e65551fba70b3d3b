/**
 * Labels of a tenant's cells, as the book has them, and how rows of an answer are split by them.
 * @module
 */
import { isTask, modalityOf } from "@gramme/core";
import { API_GROUPINGS, type ApiGrouping } from "@gramme/core/wire";
import type { Dims } from "../shard/contract.ts";

/** Labels of a cell with their id. */
export interface LabelRow extends Dims {
  readonly id: string;
  /** Zone that its figures are computed with: its own, else its profile's; `unknown` where none is said. */
  readonly placed: string;
}

/** The same as the book has it. */
export type BookRow = Omit<LabelRow, "placed">;

/** Values of each label, of which any will do. */
export type Filters = Readonly<Partial<Record<ApiGrouping, readonly string[]>>>;

/** The statement that reads all labels of a tenant. */
export function labelRows(book: D1Database, tenant: string): D1PreparedStatement {
  return book
    .prepare(
      `SELECT id, phase, task, model, model_version, route, profile, profile_version, zone, timing
       FROM dims WHERE tenant = ? ORDER BY id`,
    )
    .bind(tenant);
}

/** What a row is called under a label; `""` where it has none. */
export function labelOf(row: LabelRow, by: ApiGrouping): string {
  if (by === "zone") return row.placed;
  if (by !== "modality") return row[by];
  return modalityOf(isTask(row.task) ? row.task : "unknown");
}

/** What a row is called on the wire: null where it has no such label, or all is in it. */
export function wireKey(key: string): string | null {
  return key === "" ? null : key;
}

/** Whether a row has one of the values of every label that is filtered by. */
export function passes(row: LabelRow, filters: Filters): boolean {
  return API_GROUPINGS.every((by) => filters[by]?.includes(labelOf(row, by)) ?? true);
}

/** The filters of a query, and nothing else of it. */
export function filtersOf(
  query: Readonly<Partial<Record<ApiGrouping, string[] | undefined>>>,
): Partial<Record<ApiGrouping, string[]>> {
  return Object.fromEntries(
    API_GROUPINGS.flatMap((by) => {
      const values = query[by];
      return values === undefined ? [] : [[by, values]];
    }),
  );
}
