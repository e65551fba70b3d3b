/**
 * What pages can be told in, and what they are told in.
 * @module
 */
import type { Dimension } from "@gramme/core/words";
import type { Measure, Page, UrlState } from "./url-state.ts";

/** Measures of each page; one that tells in nothing else has none. */
export const MEASURES_OF: Readonly<Record<Page, readonly Measure[]>> = {
  overview: ["co2e", "energy"],
  inference: ["co2e", "energy", "water"],
  commits: [],
  models: ["co2e", "energy"],
  effects: ["co2e", "energy", "water"],
  methods: ["co2e", "energy"],
};

/** Measures for people. */
export const MEASURE_NAMES: Readonly<Record<Measure, string>> = {
  co2e: "CO₂e",
  energy: "energy",
  water: "water",
};

/** How a measure is told. */
export interface Shown {
  /** In answers and in CSV. */
  readonly field: "co2e_g" | "energy_kwh" | "water_l";
  readonly dimension: Dimension;
  /** Begins a line. */
  readonly name: string;
  /** After an amount whose unit does not say it: grams are of CO2e. */
  readonly of: string;
}

/** How each measure is told. */
export const SHOWN: Readonly<Record<Measure, Shown>> = {
  co2e: { field: "co2e_g", dimension: "g", name: "CO₂e", of: "CO₂e" },
  energy: { field: "energy_kwh", dimension: "kwh", name: "Energy", of: "" },
  water: { field: "water_l", dimension: "l", name: "Water", of: "of water" },
};

/** The measure that a page is told in: the one that is chosen, where the page has it. */
export function shownMeasure({ page, of }: Pick<UrlState, "page" | "of">): Measure {
  return MEASURES_OF[page].includes(of) ? of : "co2e";
}

/** What is said where a page is told in another measure than was chosen. */
export function otherMeasure({ page, of }: Pick<UrlState, "page" | "of">): string | undefined {
  if (MEASURES_OF[page].length === 0 || shownMeasure({ page, of }) === of) return undefined;
  return `This page does not tell ${MEASURE_NAMES[of]}: it is in ${MEASURE_NAMES.co2e}. Inference and Effects tell ${MEASURE_NAMES[of]}.`;
}
