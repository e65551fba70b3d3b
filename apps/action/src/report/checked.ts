/**
 * What there is to tell of a report, by check: the questions that every room asks.
 * @module
 */
import type { WireComparedWorkload, WireRunResult, WireWorkloadFigures } from "@gramme/core/wire";
import type { Check, MeasuredCheck } from "../check.ts";
import type { Change, Report } from "./report.ts";

/** The checks that measured something. */
export function measuredChecks({ checks }: Report): readonly MeasuredCheck[] {
  return checks.filter((check): check is MeasuredCheck => check.kind === "measured");
}

/** Head's workloads that have no base beside them. */
export function aloneIn({ workloads, comparisons }: WireRunResult): readonly WireWorkloadFigures[] {
  const compared = new Set(comparisons.map(({ name }) => name));
  return workloads.filter(({ name }) => !compared.has(name));
}

/** Head's figures of everything that was measured, compared or alone. */
export function headFigures(result: WireRunResult): readonly WireWorkloadFigures[] {
  return [...result.comparisons.map(({ head }) => head), ...aloneIn(result)];
}

/** The workload whose functional unit takes most energy; the largest of a phase, where one is named. */
export function largest(
  workloads: readonly WireWorkloadFigures[],
  phase?: WireWorkloadFigures["phase"],
): WireWorkloadFigures | undefined {
  return workloads
    .filter((workload) => phase === undefined || workload.phase === phase)
    .toSorted((a, b) => b.figures.energy_kwh.value - a.figures.energy_kwh.value)[0];
}

/** Workloads of base that head has no more: nothing was compared for them. */
export function goneWorkloads(report: Report): readonly string[] {
  return [...new Set(measuredChecks(report).flatMap(({ result }) => result.only_in?.base ?? []))];
}

/** A comparison, with the check that made it. */
export interface Compared {
  readonly check: MeasuredCheck;
  readonly compared: WireComparedWorkload;
}

/** Every comparison of every check. */
export function comparisonsOf(report: Report): readonly Compared[] {
  return measuredChecks(report).flatMap((check) =>
    check.result.comparisons.map((compared) => ({ check, compared })),
  );
}

/**
 * Whether both arms are one and the same commit: then nothing may be called, and what is called is an error of the
 * machine. Commits that the result names count before those of the event.
 */
export function isBaseAgainstBase({ revision }: WireRunResult, change: Change): boolean {
  if (revision?.base !== undefined && revision.head !== undefined) {
    return revision.base === revision.head && !revision.dirty;
  }
  return change.base !== undefined && change.base === change.head;
}

/** Whether everything that was compared was one commit against itself. */
export function isSentinel(report: Report): boolean {
  const compared = measuredChecks(report).filter(({ result }) => result.comparisons.length > 0);
  return compared.length > 0 && compared.every(({ result }) => isBaseAgainstBase(result, report.change));
}

/** Whether something was called between two runs of one commit. */
export function calledFalsely(report: Report): readonly Compared[] {
  return comparisonsOf(report).filter(
    ({ check, compared: { verdict } }) =>
      (verdict === "regression" || verdict === "improvement") &&
      isBaseAgainstBase(check.result, report.change),
  );
}

/** Name of a check's part; undefined where there is one part only. */
export function partOf(check: Check, { checks }: Report): string | undefined {
  return checks.length < 2 ? undefined : (check.part ?? `part ${checks.indexOf(check) + 1}`);
}
