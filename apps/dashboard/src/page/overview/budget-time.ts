/**
 * Times of a budget.
 * @module
 */
import type { WireBudget } from "@gramme/core/wire/api";

/** Start of the budget's time that holds an instant, as a date of UTC. */
export function startOf({ per }: Pick<WireBudget, "per">, now: string): string {
  const year = now.slice(0, 4);
  const month = Number(now.slice(5, 7));
  const first = per === "year" ? 1 : per === "month" ? month : month - ((month - 1) % 3);
  return `${year}-${String(first).padStart(2, "0")}-01`;
}
