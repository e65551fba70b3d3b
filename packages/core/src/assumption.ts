/**
 * What was assumed because nobody said: never silent, always with a code, and with the doubt it adds.
 * @module
 */

/** The closed set of assumptions. */
export type AssumptionCode =
  | "zone-unknown"
  | "pue-default"
  | "wue-default"
  | "water-off-site-world"
  | "electricity-criteria-world"
  | "cpu-unknown"
  | "cpu-by-family"
  | "cpu-from-tdp"
  | "cpu-vcpus-per-core"
  | "cpu-host-unknown"
  | "gpu-unknown"
  | "gpu-unmetered"
  | "host-undescribed"
  | "gpu-embodied-by-class"
  | "usage-default"
  | "memory-power-default"
  | "node-overhead-default"
  | "development-missing"
  | "embodied-server-default"
  | "meter-includes-idle"
  | "inputs-synthetic"
  | "extrapolated"
  | "single-run"
  | "machine-busy"
  | "machine-busy-unknown";

/** One assumption behind a figure. */
export interface Assumption {
  readonly code: AssumptionCode;
  /** One sentence for people: what was not known, and what was taken instead. */
  readonly text: string;
}
