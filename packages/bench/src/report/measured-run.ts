/**
 * A command metered by `gramme run`, as a result with one workload.
 * @module
 */
import type { Phase } from "@gramme/core";
import type { WireRunResult } from "@gramme/core/wire";
import type { Bench } from "../bench/setting.ts";
import type { MeasuredRun } from "../process/measure-command.ts";
import type { Replicate } from "../workload/replicate.ts";
import { ownCost } from "./own-cost.ts";
import { resultFrame } from "./result-frame.ts";
import { workloadFigures } from "./workload-figures.ts";

/** The result of one metered command; its name is that of the program. */
export function measuredRunResult(
  run: MeasuredRun,
  argv: readonly string[],
  phase: Phase,
  bench: Bench,
  startedAt: Date,
): WireRunResult {
  const misses = [...run.misses];
  if (run.leftovers > 0) misses.push(`${run.leftovers} daemon(s) that still run: counted up to now`);
  const replicate: Replicate = {
    counted: run,
    whole: run,
    inputs: "own",
    clock: run.clock ?? "none",
    ...(run.otherWork === undefined ? {} : { otherWork: run.otherWork }),
    misses,
  };
  const name = (argv[0]?.split("/").at(-1) ?? "run").replaceAll(/[^A-Za-z0-9._-]/gu, "-").slice(0, 64);
  // a run is one unit of its phase, also of inference: how many inferences it did nobody said
  const workload = { name, phase, run: argv.join(" "), units: 1 };
  return {
    ...resultFrame(bench),
    started_at: startedAt.toISOString(),
    partial: run.signal !== undefined,
    workloads: [
      workloadFigures(
        phase === "inference" ? { ...workload, phase: "development" } : workload,
        [replicate],
        bench.setting,
      ),
    ].map((figures) => ({ ...figures, phase })),
    comparisons: [],
    own_cost: ownCost([replicate], run.wallS, bench.setting),
  };
}
