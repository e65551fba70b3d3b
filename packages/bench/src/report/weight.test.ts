import { identifyCpu } from "@gramme/core";
import { comparePairs } from "@gramme/core/comparison";
import { expect, test } from "vitest";
import { siteOf } from "../config/site-of.ts";
import type { PairedWorkload } from "../pairing/compare-workload.ts";
import type { Replicate } from "../workload/replicate.ts";
import { comparedWorkload } from "./compared-workload.ts";
import type { Setting } from "./workload-figures.ts";

const CPU = "AMD EPYC 7763 64-Core Processor";
const SETTING: Setting = {
  machine: {
    cpuName: CPU,
    cpu: identifyCpu({ name: CPU }),
    threads: 4,
    hostThreads: undefined,
    memoryGb: 16,
    gpus: [],
    os: "linux",
  },
  site: siteOf({ zone: "FRA" }),
  boundary: "lifecycle",
};

/** As many pairs, metered by RAPL, with all the digits that clocks and counters give. */
function paired(pairs: number): PairedWorkload {
  let state = 1;
  const random = (): number => {
    state = (state * 48_271) % 2_147_483_647;
    return 1 + state / 2_147_483_647;
  };
  const arm = (): readonly Replicate[] =>
    Array.from({ length: pairs }, () => {
      const counted = { wallS: random(), cpuS: random(), cpuJ: 20 * random(), memoryJ: 3 * random() };
      return { counted, whole: counted, inputs: "own", clock: "cgroup-v2", misses: [] };
    });
  const [base, head] = [arm(), arm()];
  const comparison = comparePairs(base.map((_, n) => ({ base: 20 + (n % 7), head: 20 + (n % 5) })));
  return { base, head, warmUps: [], pairing: { kind: "in-turns", turnMs: 5 }, comparison, cancelled: false };
}

test("a result of nine workloads and the most pairs has a megabyte: a ledger takes 1.5", () => {
  const workload = { name: "digits", phase: "inference", run: "true" } as const;
  const compared = comparedWorkload(workload, paired(200), SETTING);
  // each stands among the comparisons and, by its head, among the workloads
  const bytes = 9 * (JSON.stringify(compared).length + JSON.stringify(compared.head).length);
  expect(bytes).toBeGreaterThan(900_000);
  expect(bytes).toBeLessThan(1_100_000);
});
