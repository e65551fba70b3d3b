/**
 * Points of phases as bars, lines and a table.
 * @module
 */
import type { WirePhasesAnswer, WireQuantity } from "@gramme/core/wire/api";
import type { ChartTable } from "../../chart/chart-table.ts";
import type { BarBucket } from "../../chart/time-bars.tsx";
import type { LineSeries } from "../../chart/time-lines.tsx";

/** Phases in the order in which they are drawn. */
export const SHOWN_PHASES = ["training", "inference", "development", "data"] as const;
/** A phase. */
export type ShownPhase = (typeof SHOWN_PHASES)[number];

/** Phases for people. */
export const PHASE_NAMES: Readonly<Record<ShownPhase, string>> = {
  training: "Training",
  inference: "Inference",
  development: "Development",
  data: "Data",
};

/** What is drawn. */
export type Of = "co2e" | "energy";
type Points = Pick<WirePhasesAnswer, "points">;
type Point = WirePhasesAnswer["points"][number];

/** Bars, one bucket a time; a time in which nothing at all was done has an empty one. */
export function barsOf({ points }: Points, of: Of): readonly BarBucket[] {
  return [...Map.groupBy(points, ({ at }) => at)].map(([at, here]) => ({
    at,
    partial: here.some(({ partial }) => partial),
    values: Object.fromEntries(here.map((point) => [point.phase, figure(point, of)])),
  }));
}

/** What has added up, a line a phase. */
export function linesOf({ points }: Points, of: Of): readonly LineSeries[] {
  return SHOWN_PHASES.flatMap((phase) => {
    const own = points.flatMap((point) => {
      const value = figure(point.cumulative, of);
      return point.phase === phase && value !== null ? [{ at: point.at, value }] : [];
    });
    return own.length === 0 ? [] : [{ id: phase, name: PHASE_NAMES[phase], points: own }];
  });
}

/** The table: a row a time and phase. */
export function phaseTable({ points }: Points, of: Of, what: "each" | "cumulative" = "each"): ChartTable {
  const name = `${what === "cumulative" ? "cumulative_" : ""}${of === "energy" ? "energy_kwh" : "co2e_g"}`;
  return {
    columns: [
      { kind: "day", name: "at", head: "From (UTC)" },
      { kind: "text", name: "phase", head: "Phase" },
      {
        kind: "quantity",
        name,
        head: of === "energy" ? "Energy" : "CO₂e",
        dimension: of === "energy" ? "kwh" : "g",
      },
      { kind: "text", name: "partial", head: "Over?" },
    ],
    rows: points.map((point) => [
      point.at,
      point.phase,
      figure(what === "cumulative" ? point.cumulative : point, of),
      point.partial ? "not over" : "over",
    ]),
  };
}

function figure(amounts: Pick<Point, "energy_kwh" | "co2e_g">, of: Of): WireQuantity | null {
  return of === "energy" ? amounts.energy_kwh : amounts.co2e_g;
}
