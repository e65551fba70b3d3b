/**
 * The grid that a run's carbon is read with: its own zone's factor as it is to be taken now, not the value of the day it
 * ran (methodology M54).
 * @module
 */
import type { Factor, FactorAt } from "@gramme/core";
import { findZone, gridFactor, statedFactor } from "@gramme/core";
import type { FiguresSummary, RunSummary } from "../runs/run-summary.ts";

const ANNUAL = "grid/ember/";

/** Intensity of a run's electricity. What the user stated for it stays as stated. */
export function gridOfRun(
  figures: Pick<FiguresSummary, "factors">,
  site: RunSummary["site"],
  at: FactorAt,
): Factor<"gCO2e/kWh"> {
  const row = figures.factors.find(
    ({ id, unit }) => unit === "gCO2e/kWh" && (id.startsWith("grid/") || id === "stated/grid"),
  );
  if (row === undefined || row.id === "stated/grid") {
    return statedFactor("grid", site.grid_g_per_kwh, "gCO2e/kWh");
  }
  const name = row.id.startsWith(ANNUAL) ? row.id.slice(ANNUAL.length) : undefined;
  const zone = name === undefined || name === "unknown" ? undefined : findZone(name);
  if (name === "unknown") return at(gridFactor("unknown"));
  if (zone !== undefined) return at(gridFactor(zone));
  const { id, value, year, spread, source, url, licence } = row;
  return at({
    id,
    value,
    unit: "gCO2e/kWh",
    year,
    spread,
    source: { title: source, url },
    licence,
    retrieved: "",
  });
}
