/**
 * The working tree measured alone: figures per workload.
 * @module
 */
import type { WireRunResult } from "@gramme/core/wire";
import type { LoadedConfig } from "../config/load-config.ts";
import { prepare } from "../pairing/prepare.ts";
import { ownCost } from "../report/own-cost.ts";
import { resultFrame } from "../report/result-frame.ts";
import { workloadFigures } from "../report/workload-figures.ts";
import { runReplicate } from "../workload/replicate.ts";
import type { Replicate } from "../workload/replicate.ts";
import { chosenWorkloads, openBench } from "./setting.ts";
import type { BenchOptions } from "./setting.ts";

/** Measures the working tree, workload by workload. Throws UserError if a set-up or a workload fails. */
export async function benchAlone(loaded: LoadedConfig, options: BenchOptions): Promise<WireRunResult> {
  const { progress, replicates: count, signal, spareRuntime } = options;
  const workloads = chosenWorkloads(loaded.config.workloads, options.only, loaded.file);
  const bench = openBench(loaded.config);
  const frame = resultFrame(bench);
  if (loaded.config.setup !== undefined) progress.step("set-up");
  await prepare(loaded.config.setup, loaded.folder, "the working tree", signal);
  const from = performance.now();
  const all: Replicate[] = [];
  const figures: WireRunResult["workloads"] = [];
  for (const [index, workload] of workloads.entries()) {
    const replicates: Replicate[] = [];
    for (let n = 1; n <= count; n += 1) {
      progress.step(`${workload.name} (${index + 1} of ${workloads.length}), replicate ${n} of ${count}`);
      replicates.push(
        await runReplicate(workload, loaded.folder, { meters: bench.meters, signal, spareRuntime }),
      );
    }
    all.push(...replicates);
    figures.push(workloadFigures(workload, replicates, bench.setting));
  }
  return {
    ...frame,
    partial: false,
    workloads: figures,
    comparisons: [],
    own_cost: ownCost(all, (performance.now() - from) / 1000, bench.setting),
  };
}
