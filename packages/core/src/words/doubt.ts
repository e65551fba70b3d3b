/**
 * Sources of doubt in words.
 * @module
 */

/** By the beginning of their ids. */
const MEANINGS: Readonly<Record<string, string>> = {
  "grid/": "carbon intensity of the grid",
  "microarchitecture/": "power curve of the CPU",
  "cpu/": "rated power of the CPU",
  "gpu/": "power of the GPU",
  "memory/": "power of memory",
  "node/": "power supply, fans, board",
  "pue/": "PUE",
  "meter/": "the meter itself",
  "machine/busy": "other work on the machine or its host meanwhile",
  "extrapolation/": "scaling to another number of units",
  "usage/": "how busy the chips were, which was not said",
  "embodied/": "production of the hardware",
  "stated/": "a value that was stated",
  noise: "scatter of the replicates",
};

/** What a source of doubt is about; undefined for one that has no words yet. */
export function doubtMeaning(source: string): string | undefined {
  const start = Object.keys(MEANINGS).find((prefix) => source.startsWith(prefix));
  return start === undefined ? undefined : MEANINGS[start];
}
