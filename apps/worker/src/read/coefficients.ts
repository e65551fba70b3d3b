/**
 * Rates as a table of coefficients, so that joules are computed where the counters lie.
 * @module
 */
import { COEFFICIENTS } from "@gramme/core";
import type { LabelClass } from "./cell-slots.ts";

const COLUMNS = ["id", ...COEFFICIENTS.map((_, index) => `c${index}`)];

/** Rows of coefficients: `[dims, J per unit of each counter…]`. What is not known gives no joules. */
export function coefficientRows(classes: readonly LabelClass[]): string {
  return JSON.stringify(
    classes.map(({ row, of: { rate } }) => [
      row.id,
      ...COEFFICIENTS.map((counter) => (rate.known ? (rate.joulesPer[counter] ?? 0) : 0)),
    ]),
  );
}

/** Coefficients as a table `k`, bound as parameter `n`. */
export function coefficientTable(n: number): string {
  return `k(${COLUMNS.join(", ")}) AS MATERIALIZED (
    SELECT ${COLUMNS.map((_, index) => `value ->> ${index}`).join(", ")} FROM json_each(?${n}))`;
}

/** J of a row `y` of counters, by coefficients `k`. */
export const JOULES: string = COEFFICIENTS.map((counter, n) => `y.${counter} * k.c${n}`).join(" + ");
