/**
 * Production of GPUs, card by card, or by class where nobody assessed the card (methodology M16).
 * @module
 */
import type { Assumption } from "../assumption.ts";
import type { Factor } from "../factor.ts";
import { GRAMS_PER_KG } from "../units.ts";
import {
  CARD_PRODUCTION,
  CLASS_PRODUCTION,
  LARGE_CARD_PRODUCTION,
  UNKNOWN_CARD_PRODUCTION,
} from "./embodied.rows.ts";
import type { ProductionCriterion, ProductionRange, ProductionRow } from "./embodied.rows.ts";
import type { Gpu } from "./gpu.ts";

/** Production of one GPU as the driver lists it, by criterion. */
export interface HardwareProduction {
  /** g CO2e. */
  readonly gwp: Factor<"gCO2e">;
  /** kg Sb. */
  readonly adpe: Factor<"kgSb">;
  /** MJ of primary energy. */
  readonly pe: Factor<"MJ">;
  readonly assumptions: readonly Assumption[];
}

const RETRIEVED = "2026-11-23";

/** The factor that reaches the farther end of what was published, and at least the row's own. */
function spreadOf(range: ProductionRange, least: number): number {
  return Math.max(least, range.central / range.low, range.high / range.central);
}

function factor<U extends string>(
  row: ProductionRow,
  id: string,
  criterion: ProductionCriterion,
  unit: U,
  scale: number,
): Factor<U> {
  const range = row[criterion];
  return {
    id: `gpu/${id}/embodied-${criterion}`,
    value: range.central * scale,
    unit,
    year: row.year,
    spread: spreadOf(range, row.spread),
    source: row.source,
    licence: row.licence,
    retrieved: RETRIEVED,
  };
}

/** The row of a card, and whether it is the card's own. */
function rowOf(gpu: Gpu | undefined): { readonly row: ProductionRow; readonly own: boolean } {
  if (gpu === undefined) return { row: UNKNOWN_CARD_PRODUCTION, own: false };
  const card = CARD_PRODUCTION.find((row) => row.id === gpu.id);
  if (card !== undefined) return { row: card, own: true };
  const row = CLASS_PRODUCTION.find((range) => gpu.memoryGb <= range.upToGb) ?? LARGE_CARD_PRODUCTION;
  return { row, own: false };
}

/**
 * Production of one GPU: the published figure of the card, or of its class by memory, with a spread that reaches both
 * ends of what was published (×2 to ×16). A card that the driver lists as several GPUs is shared out; an unknown card
 * (`undefined`) may be any of those published. Ids: `gpu/<card or class>/embodied-gwp`, `-adpe`, `-pe`, so that cards
 * of one class share its doubt.
 */
export function cardProduction(gpu: Gpu | undefined): HardwareProduction {
  const { row, own } = rowOf(gpu);
  const devices = gpu?.devices ?? 1;
  const share = 1 / devices;
  const id = devices === 1 ? row.id : `${row.id}-of-${devices}`;
  const text = `production of ${gpu?.name ?? "the GPU"}: not published; ${row.gwp.low} to ${row.gwp.high} kg CO2e are known of cards of its class`;
  return {
    gwp: factor(row, id, "gwp", "gCO2e", GRAMS_PER_KG * share),
    adpe: factor(row, id, "adpe", "kgSb", share),
    pe: factor(row, id, "pe", "MJ", share),
    assumptions: own ? [] : [{ code: "gpu-embodied-by-class", text }],
  };
}
