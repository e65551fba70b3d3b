/**
 * What was assumed, in our words: a stranger names the assumption, and this says what it is.
 * @module
 */
import type { AssumptionCode } from "@gramme/core";
import type { WireFigures } from "@gramme/core/wire";

/** The compiler sees that none is missing. */
const TEXTS: Readonly<Record<AssumptionCode, string>> = {
  "zone-unknown": "the zone is not known: the world's average grid, with a wide interval",
  "pue-default": "the facility's PUE is not known: a default",
  "wue-default": "the facility's water per kWh is not known: a default",
  "water-off-site-world": "water of the power stations: the world's average",
  "electricity-criteria-world": "minerals and primary energy of the electricity: the world's average",
  "cpu-unknown": "the CPU is in no catalogue: its power is a guess",
  "cpu-by-family": "the CPU is known by its family only",
  "cpu-from-tdp": "the power of the CPU comes from its rated power",
  "cpu-vcpus-per-core": "how many threads share a core is not known: a usual number",
  "cpu-host-unknown": "the machine is a part of a host whose size is not known",
  "gpu-unknown": "the GPU is in no catalogue: its power is a guess",
  "gpu-unmetered": "the GPU was not metered: rated power",
  "host-undescribed": "the rest of the host is not described",
  "gpu-embodied-by-class": "production of the GPU: that of its class",
  "usage-default": "how busy the chips were is not known: a default",
  "memory-power-default": "power of memory: a default per GB",
  "node-overhead-default": "power supply, fans and board: a default share",
  "development-missing": "development runs are in no ledger, and not counted",
  "embodied-server-default": "production of the machine: that of a usual server",
  "meter-includes-idle": "the meter counts idle power of the chips too",
  "inputs-synthetic": "inputs: synthetic; real ones may take another path through the model",
  extrapolated: "the functional unit is extrapolated from a shorter run",
  "single-run": "one run only: its scatter is taken, not measured",
  "machine-busy": "the machine was busy with other work meanwhile: CPU time grows beside it",
  "machine-busy-unknown": "how busy the machine was with other work is not known",
};

const BY_CODE: ReadonlyMap<string, string> = new Map(Object.entries(TEXTS));

/** The assumptions that Gramme knows, each once, in our words; all others are dropped. */
export function assumptionsFrom(sent: WireFigures["assumptions"]): WireFigures["assumptions"] {
  const codes = new Set(sent.map(({ code }) => code));
  return [...BY_CODE].filter(([code]) => codes.has(code)).map(([code, text]) => ({ code, text }));
}
