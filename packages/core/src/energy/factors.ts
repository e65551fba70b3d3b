/**
 * Factors of the energy model that belong to no one chip.
 * @module
 */
import type { Factor } from "../factor.ts";

/**
 * Power of memory (M5). Geometric mean of the idle (0.19) and active (0.54 W/GB) figures measured by BoaviztAPI's
 * authors; other tools use 0.284 (BoaviztAPI), 0.3725 (Green Algorithms), 0.375 (CodeCarbon 2), 0.392 (Cloud Carbon
 * Footprint), and single machines were measured as low as 0.02.
 */
export const MEMORY_POWER: Factor<"W/GB"> = {
  id: "memory/power",
  value: 0.32,
  unit: "W/GB",
  year: 2024,
  spread: 1.7,
  source: {
    title: "HotCarbon'24 memory power study behind BoaviztAPI: 0.19 idle to 0.54 active W/GB",
    url: "https://doc.api.boavizta.org/Explanations/components/ram/",
  },
  licence: "facts",
  retrieved: "2026-11-23",
};

/**
 * What the plug sees over what the chips and memory draw: losses of the power supply, fans, board (M6).
 * 1.25 to 1.5 times on workstations with a wall meter beside CodeCarbon (Fischer 2025, recomputed from its raw
 * results, n = 318): the geometric mean, and the spread that reaches both ends.
 */
export const NODE_OVERHEAD: Factor<"1"> = {
  id: "node/overhead",
  value: 1.37,
  unit: "1",
  year: 2025,
  spread: 1.1,
  source: {
    title: "Fischer 2025, Ground-Truthing AI Energy Consumption, arXiv:2509.22092 (raw results recomputed)",
    url: "https://arxiv.org/abs/2509.22092",
  },
  licence: "CC-BY-4.0",
  retrieved: "2026-11-23",
};

/**
 * Memory that a power curve taken at the plug already holds, per hardware thread (M5): the servers behind SPECpower
 * results have 70 to 220 GB a chip of 40 to 160 threads. Memory beyond it is counted on top, as Cloud Carbon Footprint
 * does.
 */
export const MEMORY_IN_CURVE: Factor<"GB"> = {
  id: "memory/in-curve",
  value: 1.5,
  unit: "GB",
  year: 2026,
  spread: 1,
  source: {
    title:
      "Cloud Carbon Footprint coefficients 2026-04: memory per chip of the SPECpower servers, over their threads",
    url: "https://github.com/cloud-carbon-footprint/ccf-coefficients",
  },
  licence: "Apache-2.0",
  retrieved: "2026-11-23",
};
