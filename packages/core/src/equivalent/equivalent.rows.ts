/**
 * Yardsticks that people know, each with its source and year. A yardstick is a convention: its length carries no
 * doubt of its own here (spread 1), so that the interval shown is that of the figure. Superseded rows stay: they
 * show how much such comparisons move from one edition to the next.
 * @module
 */
import type { Factor } from "../factor.ts";

/** What a yardstick measures: carbon (g CO2e), mineral depletion (kg Sb), energy (kWh). */
export type Criterion = "co2e" | "adpe" | "energy";

/** One yardstick: how much of the criterion one of the things holds. */
export interface EquivalentRow extends Factor {
  readonly criterion: Criterion;
  /** What is counted, as it stands after the number: `km by passenger car (EU average)`. */
  readonly thing: string;
}

const RETRIEVED = "2026-11-23";
// marked, so that a page that wants one row is not sent all
/* @__NO_SIDE_EFFECTS__ */
const greenAlgorithms = (version: string, origin: string): EquivalentRow["source"] => ({
  title: `Green Algorithms data ${version}, after ${origin}`,
  url: "https://github.com/GreenAlgorithms/green-algorithms-tool",
});
const CARBON_FOOTPRINT = "calculator.carbonfootprint.com";
const SALA = {
  title:
    "Sala et al. 2020, planetary-boundary budgets, ÷ 6,916,183,482 persons (2010), rounded as MLCA takes them",
  url: "https://doi.org/10.1016/j.jenvman.2020.110686",
};
const POWER_HUNGRY = {
  title: "Luccioni, Jernite & Strubell 2024, section 4.1, after US EPA",
  url: "https://arxiv.org/abs/2311.16863",
};

/** A length that everybody has walked or driven. */
export const CAR_EU: EquivalentRow = {
  id: "equivalent/car-eu",
  criterion: "co2e",
  thing: "km by passenger car (EU average)",
  value: 175,
  unit: "gCO2e/km",
  year: 2019,
  spread: 1,
  source: greenAlgorithms("v3.0", "Atmospheric Environment S1352231018307295 and UK conversion factors 2019"),
  licence: "CC-BY-4.0",
  retrieved: RETRIEVED,
};

/** Every yardstick, in the order in which they are shown. */
export const EQUIVALENT_ROWS: readonly EquivalentRow[] = [
  CAR_EU,
  {
    id: "equivalent/car-us",
    criterion: "co2e",
    thing: "km by passenger car (US average)",
    value: 251,
    unit: "gCO2e/km",
    year: 2020,
    spread: 1,
    source: greenAlgorithms("v3.0", "US EPA, typical passenger vehicle"),
    licence: "CC-BY-4.0",
    retrieved: RETRIEVED,
  },
  {
    id: "equivalent/car-eu-new",
    criterion: "co2e",
    thing: "km by a new passenger car (EU, sold in 2020)",
    value: 107.5,
    unit: "gCO2e/km",
    year: 2020,
    spread: 1,
    source: {
      title: "carbontracker, average new passenger car of the EU in 2020",
      url: "https://github.com/saintslab/carbontracker",
    },
    licence: "MIT",
    retrieved: RETRIEVED,
  },
  {
    id: "equivalent/train",
    criterion: "co2e",
    thing: "km by train",
    value: 41,
    unit: "gCO2e/km",
    year: 2020,
    spread: 1,
    source: greenAlgorithms("v3.0", "UK conversion factors 2020; it notes 5 to 37 g as the usual range"),
    licence: "CC-BY-4.0",
    retrieved: RETRIEVED,
  },
  {
    id: "equivalent/tree-month",
    criterion: "co2e",
    thing: "tree-months of uptake",
    value: 11_000 / 12,
    unit: "gCO2e/tree-month",
    year: 2001,
    spread: 1,
    source: greenAlgorithms("v3.0", "Environmental Pollution S0269749101002640: 11 kg per tree and year"),
    licence: "CC-BY-4.0",
    retrieved: RETRIEVED,
  },
  {
    id: "equivalent/tree-month/v1.0",
    criterion: "co2e",
    thing: "tree-months of uptake",
    value: 11_400 / 12,
    unit: "gCO2e/tree-month",
    year: 2001,
    spread: 1,
    source: greenAlgorithms("v1.0", "Environmental Pollution S0269749101002640: 11.4 kg per tree and year"),
    licence: "CC-BY-4.0",
    retrieved: RETRIEVED,
    supersededBy: "equivalent/tree-month",
  },
  {
    id: "equivalent/flight-paris-london",
    criterion: "co2e",
    thing: "seats on a flight from Paris to London",
    value: 50_000,
    unit: "gCO2e/flight",
    year: 2020,
    spread: 1,
    source: greenAlgorithms("v3.0", CARBON_FOOTPRINT),
    licence: "CC-BY-4.0",
    retrieved: RETRIEVED,
  },
  {
    id: "equivalent/flight-new-york-san-francisco",
    criterion: "co2e",
    thing: "seats on a flight from New York to San Francisco",
    value: 570_000,
    unit: "gCO2e/flight",
    year: 2020,
    spread: 1,
    source: greenAlgorithms("v3.0", CARBON_FOOTPRINT),
    licence: "CC-BY-4.0",
    retrieved: RETRIEVED,
  },
  {
    id: "equivalent/video-hour",
    criterion: "co2e",
    thing: "hours of streamed video",
    value: 36,
    unit: "gCO2e/h",
    year: 2020,
    spread: 1,
    source: greenAlgorithms("v3.0", "Carbon Brief's fact-check of Netflix streaming, updated"),
    licence: "CC-BY-4.0",
    retrieved: RETRIEVED,
  },
  {
    id: "equivalent/video-hour/v1.0",
    criterion: "co2e",
    thing: "hours of streamed video",
    value: 86,
    unit: "gCO2e/h",
    year: 2020,
    spread: 1,
    source: greenAlgorithms("v1.0", "Carbon Brief's fact-check of Netflix streaming, before its update"),
    licence: "CC-BY-4.0",
    retrieved: RETRIEVED,
    supersededBy: "equivalent/video-hour",
  },
  {
    id: "equivalent/climate-budget",
    criterion: "co2e",
    thing: "persons' yearly budget within the planetary boundary (climate, 985 kg)",
    value: 985_000,
    unit: "gCO2e/person-year",
    year: 2020,
    spread: 1,
    source: SALA,
    licence: "facts",
    retrieved: RETRIEVED,
  },
  {
    id: "equivalent/snbc-target",
    criterion: "co2e",
    thing: "persons' yearly footprint as France aims at for 2050 (2,000 kg)",
    value: 2_000_000,
    unit: "gCO2e/person-year",
    year: 2050,
    spread: 1,
    source: {
      title: "Stratégie nationale bas-carbone, 2 t CO2e per person, as MLCA takes it",
      url: "https://github.com/blubrom/MLCA",
    },
    licence: "facts",
    retrieved: RETRIEVED,
  },
  {
    id: "equivalent/mineral-budget",
    criterion: "adpe",
    thing: "persons' yearly budget within the planetary boundary (minerals, 31.7 g Sb)",
    value: 0.0317,
    unit: "kgSb/person-year",
    year: 2020,
    spread: 1,
    source: SALA,
    licence: "facts",
    retrieved: RETRIEVED,
  },
  {
    id: "equivalent/phone-charge",
    criterion: "energy",
    thing: "charges of a smartphone",
    value: 0.022,
    unit: "kWh/charge",
    year: 2024,
    spread: 1,
    source: POWER_HUNGRY,
    licence: "facts",
    retrieved: RETRIEVED,
  },
  {
    id: "equivalent/phone-charge/2023",
    criterion: "energy",
    thing: "charges of a smartphone",
    value: 0.012,
    unit: "kWh/charge",
    year: 2023,
    spread: 1,
    source: POWER_HUNGRY,
    licence: "facts",
    retrieved: RETRIEVED,
    supersededBy: "equivalent/phone-charge",
  },
];
