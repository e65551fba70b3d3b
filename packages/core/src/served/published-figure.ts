/**
 * Published rates of a task, for requests that no profile stands for (M24).
 * @module
 */
import type { Factor } from "../factor.ts";
import { rateOf, referenceRates } from "../task/reference-rate.ts";
import { RATE_TRANSFER } from "../task/reference-rate.rows.ts";
import { isTask } from "../task/task.ts";
import { fromKwh } from "../units.ts";
import type { FactorAt } from "./place.ts";
import type { KnownFigure, NoRate } from "./rate.ts";

/** Inferences that a published rate is of. */
const RATE_OF = 1000;

/**
 * The figures that others published for a task, by preference (M24), whatever rung is asked for: studies differ by more
 * than rungs do, and a facility that takes less than its node would be the figure of another study.
 * @param task a pipeline tag, or `unknown`
 */
export function publishedFigures(
  task: string,
  at: FactorAt,
): NoRate | { readonly known: true; readonly figures: readonly KnownFigure[] } {
  if (!isTask(task)) return { known: false, reason: "task-unknown" };
  const rates = referenceRates(task);
  if (rates.length === 0) return { known: false, reason: "no-published-rate" };
  const figures = rates.map((rate): KnownFigure => {
    const row: Factor<"kWh/1000"> = at(rate.row);
    const { energy } = rateOf({ ...rate.row, value: row.value, spread: row.spread });
    return {
      rung: rate.rung,
      tier: "declared",
      basis: "answered",
      joulesPer: { count: fromKwh(row.value) / RATE_OF },
      spread: energy.spread,
      factors: [row, RATE_TRANSFER],
      assumptions: [
        {
          code: "published-rate",
          text: `${task}: no profile says what an inference takes; a published rate was taken (${rate.workload})`,
        },
      ],
    };
  });
  return { known: true, figures };
}
