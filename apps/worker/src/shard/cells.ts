/**
 * Counters by hour and labels. Adding is one row written.
 * @module
 */
import { COUNTERS } from "@gramme/core";
import type { CellKey, CounterRow, RefusedCell } from "./contract.ts";
import type { Labels } from "./labels.ts";

const SUMS = COUNTERS.map((name) => `${name} = ${name} + excluded.${name}`).join(", ");
const FITS = COUNTERS.map((name) => `${name} + excluded.${name} <= ${Number.MAX_SAFE_INTEGER}`).join(" AND ");
const ADD = `
  INSERT INTO cells VALUES (?, ?, ?, ${COUNTERS.map(() => "?").join(", ")})
  ON CONFLICT DO UPDATE SET revision = excluded.revision, ${SUMS} WHERE ${FITS}`;

/** Whether every counter can be kept exactly. */
function fits(counters: CounterRow): boolean {
  return counters.length === COUNTERS.length && counters.every((n) => Number.isSafeInteger(n) && n >= 0);
}

/** Adds to a cell. Gives the reason where it cannot; then nothing is changed. */
export function addToCell(
  sql: SqlStorage,
  labels: Labels,
  { hour, dims }: CellKey,
  counters: CounterRow,
  revision: number,
  sender: string,
): Exclude<RefusedCell, "too-old"> | undefined {
  if (!fits(counters)) return "counter-overflow";
  const label = labels.numberOf(hour, dims, sender);
  if (label === undefined) return "too-many-labels";
  return sql.exec(ADD, hour, label, revision, ...counters).rowsWritten === 0 ? "counter-overflow" : undefined;
}
