/**
 * Reference rates (methodology M24): the energy of 1000 inferences of a task as others measured it, for work that
 * nobody measured here. It is the least sure of the tiers (`declared`), and its interval says so.
 * @module
 */
import type { BoundaryRung } from "../energy/boundary.ts";
import type { Estimate } from "../estimate/estimate.ts";
import { doubted, uncertain } from "../estimate/estimate.ts";
import type { Joules } from "../units.ts";
import { fromKwh } from "../units.ts";
import type { ReferenceRateRow } from "./reference-rate.rows.ts";
import { RATE_TRANSFER, REFERENCE_RATES } from "./reference-rate.rows.ts";
import type { Task } from "./task.ts";

/** A published rate, ready to be used. */
export interface ReferenceRate {
  readonly task: Task;
  readonly rung: BoundaryRung;
  readonly tier: "declared";
  /** Energy of 1000 inferences in J. */
  readonly energy: Estimate<Joules>;
  /** What was run, for people. */
  readonly workload: string;
  /** Ids of the factors behind it. */
  readonly factors: readonly string[];
  /** The row it comes from, with source, year and licence. */
  readonly row: ReferenceRateRow;
}

/**
 * Rungs in the order in which they are taken when none is asked for: what is allocated to the work comes before a
 * whole node that it does not fill, and before a chip without its host.
 */
const PREFERRED_RUNGS: readonly BoundaryRung[] = ["share", "node", "device"];

/**
 * A row as an estimate: value × 3.6e6 J; its doubt is the scatter between models, named by the row's id, and the step
 * to another deployment (`rate/transfer`, ×2). Both are shared by all requests that use the rate: a million requests
 * do not average them out.
 */
export function rateOf(row: ReferenceRateRow): ReferenceRate {
  return {
    task: row.task,
    rung: row.rung,
    tier: "declared",
    energy: doubted(
      uncertain(fromKwh(row.value), row.id, row.spread),
      RATE_TRANSFER.id,
      RATE_TRANSFER.spread,
    ),
    workload: row.workload,
    factors: [row.id, RATE_TRANSFER.id],
    row,
  };
}

/** All published rates of a task that are in force, preferred rung first. Empty when nobody published one. */
export function referenceRates(task: Task): readonly ReferenceRate[] {
  return PREFERRED_RUNGS.flatMap((rung) =>
    REFERENCE_RATES.filter(
      (row) => row.task === task && row.rung === rung && row.supersededBy === undefined,
    ).map(rateOf),
  );
}

/**
 * The published rate of a task, at a rung or at the preferred one that there is (share, node, device).
 * `undefined` when there is none: no rate is never a rate of 0, and a rate at another rung is no substitute.
 */
export function referenceRate(task: Task, rung?: BoundaryRung): ReferenceRate | undefined {
  return referenceRates(task).find((rate) => rung === undefined || rate.rung === rung);
}
