/**
 * An estimate, as people read it.
 * @module
 */
import type { WireEstimateResult } from "@gramme/core/wire";
import { withInterval } from "@gramme/core/words";
import { plainTable } from "../cli/table.ts";
import { footingText, ladderText } from "./footing.ts";
import { heading } from "./heading.ts";

const PICTURED: readonly string[] = [
  "equivalent/car-eu",
  "equivalent/tree-month",
  "equivalent/flight-paris-london",
  "equivalent/climate-budget",
];

/** The whole report of an estimate. */
export function estimateText(result: WireEstimateResult): string {
  const rows = [
    ["energy", withInterval(result.energy_kwh, "kwh")],
    ["CO2e", withInterval(result.co2e_g, "g")],
    ["water", withInterval(result.water_l, "l")],
    ["minerals (ADPe)", withInterval(result.adpe_kgsb, "kgsb")],
    ["primary energy", withInterval(result.pe_mj, "mj")],
  ];
  const production = [
    ["CO2e", withInterval(result.embodied.co2e_g, "g")],
    ["minerals (ADPe)", withInterval(result.embodied.adpe_kgsb, "kgsb")],
    ["primary energy", withInterval(result.embodied.pe_mj, "mj")],
  ];
  const included = result.boundary === "lifecycle" ? "included above" : "not in the figures above";
  // those that a person can picture; --json has them all
  const like = result.equivalents
    .filter(({ id, amount }) => PICTURED.includes(id) && amount.value >= 0.1 && amount.value < 10_000)
    .map(({ text, year, source }) => [text, `${source} (${year})`]);
  return [
    heading(`Estimated at ${result.boundary}, ${result.tier} (90 % intervals)`),
    plainTable(rows),
    heading(`Production of the hardware, by share of its life (${included})`),
    plainTable(production),
    ...(like.length === 0 ? [] : [heading("As much as"), plainTable(like)]),
    ladderText("this run", result),
    footingText(result),
  ].join("\n");
}
