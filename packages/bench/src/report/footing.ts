/**
 * What every report ends with: how it is known, how sure it is, what was assumed, what was left out, sources.
 * @module
 */
import { RUNG_COUNTS, TIER_MEANING } from "@gramme/core";
import type { WireFigures, WireRunResult } from "@gramme/core/wire";
import { amount, doubtMeaning, NOT_COUNTED } from "@gramme/core/words";
import { plainTable } from "../cli/table.ts";
import { heading } from "./heading.ts";

/** A source of doubt in words, its id behind. */
export function doubtWords(source: string): string {
  const words = doubtMeaning(source);
  return words === undefined || source === "noise" ? (words ?? source) : `${words} (${source})`;
}

/** The rungs of one figure, as multiples of the narrowest. */
export function ladderText(name: string, figures: WireFigures): string {
  const rungs = Object.entries(figures.ladder_kwh);
  const narrowest = rungs[0]?.[1].value ?? 0;
  const rows = rungs
    .filter(([rung]) => rung !== "lifecycle")
    .map(([rung, { value }]) => [
      rung === figures.boundary ? `${rung} ←` : rung,
      amount(value, "kwh"),
      narrowest === 0 ? "" : `×${(value / narrowest).toFixed(1)}`,
      RUNG_COUNTS[rung as keyof typeof RUNG_COUNTS],
    ]);
  const production = figures.embodied.co2e_g;
  return [
    heading(`The boundary decides: ${name} at each rung`),
    plainTable(rows, [1, 2]),
    `  lifecycle adds the production of the hardware: ${amount(production.value, "g")} CO2e (${amount(production.low, "g")} to ${amount(production.high, "g")})`,
  ].join("\n");
}

/** Tier, doubt, assumptions, what is not counted, sources. */
export function footingText(figures: WireFigures): string {
  const doubt = figures.doubt
    .filter(({ share }) => share >= 0.01)
    .slice(0, 5)
    .map(({ source, share }) => [`${(share * 100).toFixed(0)} %`, doubtWords(source)]);
  return [
    heading("How it is known"),
    `  ${figures.tier}: ${TIER_MEANING[figures.tier]}. Boundary ${figures.boundary}: ${RUNG_COUNTS[figures.boundary]}.`,
    "  Each figure stands with its 90 % interval.",
    heading("Where the doubt comes from"),
    doubt.length === 0 ? "  (no doubt was stated)" : plainTable(doubt, [0]),
    ...stated(figures),
    heading("Assumed"),
    ...figures.assumptions.map(({ text }) => `  - ${text}`),
    heading("Not counted"),
    ...NOT_COUNTED.map((text) => `  - ${text}`),
    heading("Sources"),
    ...sources(figures),
    "",
  ].join("\n");
}

/** What a user states, by the end of its id. Rated power keeps the doubt of a rating, and is in the table above. */
const STATED: Readonly<Record<string, string>> = {
  "stated/pue": "PUE",
  "stated/wue": "water of cooling",
  "stated/grid": "grid",
};

/** Values that were stated add no doubt, and that is said: the interval is too narrow where they are rough. */
function stated({ factors }: WireFigures): readonly string[] {
  const values = factors.flatMap(({ id, value, unit, spread }) => {
    const name = STATED[id];
    return name === undefined || spread > 1
      ? []
      : [`${name} ${Number(value.toPrecision(6))}${unit === "1" ? "" : ` ${unit}`}`];
  });
  if (values.length === 0) return [];
  const they = values.length === 1 ? "it" : "them";
  return [`  ${values.join(", ")}: as you stated ${they}, taken as exact`];
}

/** Factors by the publication that they are from. */
function sources({ factors }: WireFigures): readonly string[] {
  const rows = new Map<string, string[]>();
  for (const { id, value, unit, year, source } of factors) {
    const title = year === 0 ? source : `${source} (${year})`;
    const figure = `${id} ${Number(value.toPrecision(6))}${unit === "1" ? "" : ` ${unit}`}`;
    rows.set(title, [...(rows.get(title) ?? []), figure]);
  }
  return [...rows].flatMap(([title, ids]) => [`  - ${title}`, ...ids.map((id) => `      ${id}`)]);
}

/** The machine and its meters. */
export function machineText({ machine, site }: WireRunResult): string {
  const known =
    machine.cpu_known_by === "model"
      ? ""
      : machine.cpu_known_by === "family"
        ? ", known by family only"
        : ", unknown";
  const meters = machine.meters.map(
    ({ meter, available, detail }) => `  ${available ? "✓" : "–"} ${meter.padEnd(16)} ${detail}`,
  );
  return [
    heading("Machine"),
    `  ${machine.cpu}${known} · ${machine.threads} threads · ${machine.memory_gb.toFixed(1)} GB${machine.gpus.length > 0 ? ` · ${machine.gpus.join(", ")}` : ""} · ${machine.os}`,
    `  zone ${site.zone} · ${site.grid_g_per_kwh} g CO2e/kWh · PUE ${site.pue} · WUE ${site.wue_l_per_kwh} L/kWh`,
    heading("Meters"),
    ...meters,
  ].join("\n");
}
