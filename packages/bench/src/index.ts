/**
 * Measuring real work, for the shells round it: the `gramme` command and the Action.
 * @module
 */
export { benchAgainst } from "./bench/bench-against.ts";
export { compareArms } from "./bench/compare-arms.ts";
export type { Compared } from "./bench/compare-arms.ts";
export { benchAlone } from "./bench/bench-alone.ts";
export type { Bench, BenchOptions, Progress } from "./bench/setting.ts";
export { namesPlace, openBench } from "./bench/setting.ts";
export { baseConfigText, planOf } from "./bench/plan.ts";
export type { Plan } from "./bench/plan.ts";
export { configChanges } from "./bench/config-changes.ts";
export { firstConfig } from "./config/first-config.ts";
export { loadConfig, parseConfig } from "./config/load-config.ts";
export type { LoadedConfig } from "./config/load-config.ts";
export { EXIT, UserError } from "./config/user-error.ts";
export type { ExitCode } from "./config/user-error.ts";
export { chooseMeters } from "./meters/choose.ts";
export type { Meters } from "./meters/choose.ts";
export { onnxRuntime } from "./onnx/runtime.ts";
export { commitOf, git, gitBytes, repositoryRoot } from "./pairing/git.ts";
export { prepare } from "./pairing/prepare.ts";
export { endLeftovers, layOut, layOutWorkingTree } from "./pairing/worktree.ts";
export type { Worktree } from "./pairing/worktree.ts";
export { holdSignals } from "./process/at-exit.ts";
export { measureCommand } from "./process/measure-command.ts";
export type { Command, MeasuredRun } from "./process/measure-command.ts";
export { delivered } from "./push/deliver.ts";
export type { Delivered, Delivery, Fetch } from "./push/deliver.ts";
export { explained } from "./report/compared-workload.ts";
export { comparisonText } from "./report/comparison-text.ts";
export { measuredText } from "./report/measured-text.ts";
export { unitOf } from "./workload/functional-unit.ts";
export type { WorkloadUnit } from "./workload/functional-unit.ts";
export { VERSION } from "./version.ts";
