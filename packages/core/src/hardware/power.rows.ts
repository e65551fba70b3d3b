/**
 * Figures of the power model that belong to no one chip (M14, M15).
 * @module
 */
import type { Factor } from "../factor.ts";
import { CODECARBON, GREEN_ALGORITHMS } from "./provenance.ts";

/** Spread of "busy draws the rated power". */
export const RATED_SPREAD = 2;
/** The same where the chip is not known, but its family is: ratings within a family differ by half. */
export const RATED_FAMILY_SPREAD = 2.2;
/** Least spread of a curve where the family is known, but not the chip. */
export const FAMILY_SPREAD = 1.7;
/** Spread of an idle power that was measured on other cards of the model. */
export const IDLE_READING_SPREAD = 1.3;

/** Idle power of a CPU as part of its rated power: the 0 % point of BoaviztAPI's curve scaled by TDP. */
export const CPU_IDLE_RATIO: Factor<"1"> = {
  id: "cpu/idle-ratio",
  value: 0.12,
  unit: "1",
  year: 2024,
  spread: 1.5,
  source: {
    title: "BoaviztAPI 2.4.1 documentation: 12, 32, 75 and 102 % of TDP at 0, 10, 50 and 100 % load",
    url: "https://doc.api.boavizta.org/Explanations/components/cpu/",
  },
  licence: "facts of a publication (AGPL-3.0)",
  retrieved: "2026-11-23",
};

/** Idle power of a GPU as part of its rated power: 56.4 of 400 W, eight idle A100 SXM4 80 GB. */
export const GPU_IDLE_RATIO: Factor<"1"> = {
  id: "gpu/idle-ratio",
  value: 0.141,
  unit: "1",
  year: 2024,
  spread: 1.7,
  source: {
    title:
      "Luccioni, Jernite & Strubell 2024 (arXiv:2311.16863), logs recomputed: 451.3 W for eight A100 of 400 W, 1st percentile of 13,370 runs",
    url: "https://github.com/sashavor/co2_inference",
  },
  licence: "MIT",
  retrieved: "2026-11-23",
};

/** A thread of a CPU of which nothing is known: CodeCarbon's default for unknown models. */
export const UNKNOWN_THREAD_POWER: Factor<"W"> = {
  id: "cpu/unknown/watts",
  value: 4,
  unit: "W",
  year: 2026,
  spread: 3,
  ...CODECARBON,
  source: { title: "CodeCarbon 3.3.0, core/cpu.py: default power per thread", url: CODECARBON.source.url },
};

/** A GPU of which nothing is known: Green Algorithms' "Any". */
export const UNKNOWN_GPU_POWER: Factor<"W"> = {
  id: "gpu/unknown/tdp",
  value: 200,
  unit: "W",
  year: 2023,
  spread: 3,
  ...GREEN_ALGORITHMS,
};
