/**
 * Production of GPUs, as published. The widest disagreement of the whole field: 127.6 to 330 kg for an A100, 164 or
 * 575 kg for an H100. What decides is the production of memory, and how much of a die is scrap.
 * @module
 */
import type { Source } from "../factor.ts";

/** The impact categories of production. */
export type ProductionCriterion = "gwp" | "adpe" | "pe";

/** One criterion of one card or class: the figure that is taken, and the ends of what was published. */
export interface ProductionRange {
  readonly low: number;
  readonly central: number;
  readonly high: number;
}

/** Production of one card, or of a class of cards. */
export interface ProductionRow {
  /** Id of the card, or of the class. */
  readonly id: string;
  /** kg CO2e. */
  readonly gwp: ProductionRange;
  /** kg Sb equivalent. */
  readonly adpe: ProductionRange;
  /** MJ of primary energy. */
  readonly pe: ProductionRange;
  /** Least spread of all three: 2, or more where only the maker has published. */
  readonly spread: number;
  readonly year: number;
  /** Of the central GWP; the others are named in its title. */
  readonly source: Source;
  readonly licence: string;
}

const HUBBLO = "https://data.hubblo.org";
const MLCA_URL = "https://github.com/blubrom/MLCA";
const BOAVIZTA_URL = "https://doc.api.boavizta.org/Explanations/components/gpu/";
const NVIDIA_PCF_URL = "https://www.nvidia.com/en-us/sustainability/";

const ADEME: Source = {
  title:
    "ADEME/Hubblo 2026, LCA of GPUs for AI: A100 PCIe 40 GB 181 kg, 6.9 g Sb, 2445 MJ; ends: Falk 2025 (arXiv:2509.00093) 127.6 kg, BoaviztAPI 2.4.1 273 kg and 3.7 g Sb, EcoLogits 1828 MJ, MLCA 27 g Sb and 3943 MJ",
  url: HUBBLO,
};
const MLCA_A100: Source = {
  title:
    "MLCA 2024: A100 80 GB 330 kg, 27 g Sb, 3943 MJ; ends: MLCA with denser memory 147 kg, BoaviztAPI 2.4.1 575 kg, 5.8 g Sb and 7912 MJ (80 GB card), EcoLogits 1828 MJ",
  url: MLCA_URL,
};
const NVIDIA_H100: Source = {
  title:
    "NVIDIA HGX H100 product carbon footprint 2025: 1312 kg ÷ 8; ends: BoaviztAPI 2.4.1 575 kg, 5.8 g Sb, 7912 MJ; MLCA 27 g Sb and 3943 MJ; EcoLogits 1828 MJ",
  url: NVIDIA_PCF_URL,
};
const NVIDIA_B200: Source = {
  title:
    "NVIDIA HGX B200 product carbon footprint: 2274 kg ÷ 8; minerals and primary energy as for an 80 GB card",
  url: NVIDIA_PCF_URL,
};
const BOAVIZTA_L4: Source = {
  title:
    "BoaviztAPI 2.4.1: L4 114 kg, 1.36 g Sb; primary energy and the high ends by MLCA's formula (2.94 cm², 24 GB)",
  url: BOAVIZTA_URL,
};
const MLCA_SMALL: Source = {
  title:
    "MLCA 2024, formula of die area and memory (T4 99 kg, V100 32 GB 161 kg); low ADPe: BoaviztAPI 2.4.1's L4",
  url: MLCA_URL,
};
const CLASSES: Source = {
  title:
    "published figures of the class: T4 99, L4 114, A100 40 GB 127.6 to 273, V100 32 GB 161, 80 GB cards 150 (CCF, BLOOM), 164 (NVIDIA), 318 (Chien 2023), 330 (MLCA), 575 kg (BoaviztAPI); central: geometric mean of the ends",
  url: "https://arxiv.org/abs/2211.02001",
};

const FACTS = "facts of a publication";
const A100_40: Pick<ProductionRow, "gwp" | "adpe" | "pe"> = {
  gwp: { low: 127.6, central: 181, high: 273 },
  adpe: { low: 0.0037, central: 0.0069, high: 0.027 },
  pe: { low: 1828, central: 2445, high: 3943 },
};
const ADPE_80: ProductionRange = { low: 0.0037, central: 0.0058, high: 0.027 };
const PE_80: ProductionRange = { low: 1828, central: 3943, high: 7912 };

/** Cards that somebody assessed. */
export const CARD_PRODUCTION: readonly ProductionRow[] = [
  { id: "a100-pcie-40gb", ...A100_40, spread: 2, year: 2026, source: ADEME, licence: FACTS },
  { id: "a100-sxm4-40gb", ...A100_40, spread: 2, year: 2026, source: ADEME, licence: FACTS },
  ...["a100-80gb-pcie", "a100-sxm4-80gb"].map((id) => ({
    id,
    gwp: { low: 147, central: 330, high: 575 },
    adpe: { low: 0.0058, central: 0.027, high: 0.027 },
    pe: { low: 1828, central: 3943, high: 7912 },
    spread: 2,
    year: 2024,
    source: MLCA_A100,
    licence: FACTS,
  })),
  {
    id: "h100-80gb-hbm3",
    gwp: { low: 164, central: 164, high: 575 },
    adpe: ADPE_80,
    pe: PE_80,
    spread: 2,
    year: 2025,
    source: NVIDIA_H100,
    licence: FACTS,
  },
  {
    id: "b200",
    // One figure, of the maker. Its figure for the H100 is 3.5 times below another model's: the same doubt here.
    gwp: { low: 284, central: 284, high: 284 },
    adpe: ADPE_80,
    pe: PE_80,
    spread: 3.5,
    year: 2025,
    source: NVIDIA_B200,
    licence: FACTS,
  },
  {
    id: "l4",
    gwp: { low: 114, central: 114, high: 122 },
    adpe: { low: 0.00136, central: 0.00136, high: 0.0212 },
    pe: { low: 1356, central: 1356, high: 1356 },
    spread: 3,
    year: 2026,
    source: BOAVIZTA_L4,
    licence: FACTS,
  },
  {
    id: "tesla-t4",
    gwp: { low: 99, central: 99, high: 150 },
    adpe: { low: 0.00136, central: 0.0204, high: 0.0204 },
    pe: { low: 1073, central: 1073, high: 1073 },
    spread: 3,
    year: 2024,
    source: MLCA_SMALL,
    licence: FACTS,
  },
  {
    id: "tesla-v100-sxm2-32gb",
    gwp: { low: 150, central: 161, high: 161 },
    adpe: { low: 0.0037, central: 0.022, high: 0.022 },
    pe: { low: 1828, central: 1844, high: 1844 },
    spread: 3,
    year: 2024,
    source: MLCA_SMALL,
    licence: FACTS,
  },
];

/** Classes by memory of the card, smallest first: what a card gets that nobody assessed. */
export const CLASS_PRODUCTION: readonly (ProductionRow & { readonly upToGb: number })[] = [
  {
    id: "class-32gb",
    upToGb: 32,
    gwp: { low: 99, central: 126, high: 161 },
    adpe: { low: 0.00136, central: 0.00527, high: 0.0204 },
    pe: { low: 1073, central: 1401, high: 1828 },
    spread: 2,
    year: 2024,
    source: CLASSES,
    licence: FACTS,
  },
  { id: "class-64gb", upToGb: 64, ...A100_40, spread: 2, year: 2026, source: CLASSES, licence: FACTS },
  {
    id: "class-80gb",
    upToGb: 96,
    gwp: { low: 150, central: 294, high: 575 },
    adpe: { low: 0.0037, central: 0.01, high: 0.027 },
    pe: { low: 1828, central: 3803, high: 7912 },
    spread: 2,
    year: 2025,
    source: CLASSES,
    licence: FACTS,
  },
];

/**
 * Above 96 GB nobody but the maker of the B200 (284 kg) has published: the 80 GB class, with more doubt.
 */
export const LARGE_CARD_PRODUCTION: ProductionRow = {
  id: "class-large",
  gwp: { low: 150, central: 294, high: 575 },
  adpe: { low: 0.0037, central: 0.01, high: 0.027 },
  pe: { low: 1828, central: 3803, high: 7912 },
  spread: 3.5,
  year: 2025,
  source: CLASSES,
  licence: FACTS,
};

/** A card of which nothing is known: anything between the smallest and the largest figure that was published. */
export const UNKNOWN_CARD_PRODUCTION: ProductionRow = {
  id: "class-unknown",
  gwp: { low: 99, central: 239, high: 575 },
  adpe: { low: 0.00136, central: 0.00606, high: 0.027 },
  pe: { low: 1073, central: 2914, high: 7912 },
  spread: 2,
  year: 2025,
  source: CLASSES,
  licence: FACTS,
};
