/**
 * The time before, laid beside the time shown: each point as far from the start as it was then.
 * @module
 */
import type { WirePhasesAnswer } from "@gramme/core/wire/api";
import type { ChartTable } from "../../chart/chart-table.ts";
import type { LineSeries } from "../../chart/time-lines.tsx";
import type { Step } from "../../state/url-state.ts";
import { linesOf, type Of, phaseTable } from "./phase-points.ts";

type Answer = Pick<WirePhasesAnswer, "points" | "period">;

const DAY_MS = 86_400_000;
const STEP_MS: Readonly<Record<Step, number>> = { day: DAY_MS, week: 7 * DAY_MS, month: 30 * DAY_MS };

/**
 * What had added up then, a line a phase. Weeks and months of two times do not begin on the same days of them: a point
 * stands at that of now which it is nearest to.
 */
export function linesBefore(then: Answer, now: Answer, of: Of, step: Step): readonly LineSeries[] {
  const later = Date.parse(now.period.from) - Date.parse(then.period.from);
  const times = new Map(now.points.map(({ at }) => [Date.parse(at), at]));
  const beside = (at: string): string => {
    const moved = Date.parse(at) + later;
    const near = [...times.keys()].find((time) => Math.abs(time - moved) < STEP_MS[step] / 2);
    return (near === undefined ? undefined : times.get(near)) ?? new Date(moved).toISOString();
  };
  return linesOf(then, of).map(({ id, name, points }) => ({
    id: `${id} before`,
    name: `${name}, the time before`,
    points: points.map(({ at, value }) => ({ at: beside(at), value })),
  }));
}

/** The table of what has added up, with that of the time before below it, by its own dates. */
export function tableWithBefore(now: Answer, then: Answer | undefined, of: Of): ChartTable {
  const table = phaseTable(now, of, "cumulative");
  if (then === undefined) return table;
  const earlier = phaseTable(then, of, "cumulative");
  return {
    columns: [{ kind: "text", name: "when", head: "When" }, ...table.columns],
    rows: [
      ...table.rows.map((row) => ["now", ...row]),
      ...earlier.rows.map((row) => ["the time before", ...row]),
    ],
  };
}
