/**
 * Measuring real work, for the shells round it: the `gramme` command and the Action.
 * @module
 */
export { benchAgainst, compareArms } from "./bench/bench-against.ts";
export { benchAlone } from "./bench/bench-alone.ts";
export type { Bench, BenchOptions, Progress } from "./bench/setting.ts";
export { openBench } from "./bench/setting.ts";
export { sharedWorkloads } from "./bench/shared-workloads.ts";
export { loadConfig, parseConfig } from "./config/load-config.ts";
export type { LoadedConfig } from "./config/load-config.ts";
export { EXIT, UserError } from "./config/user-error.ts";
export type { ExitCode } from "./config/user-error.ts";
export { chooseMeters } from "./meters/choose.ts";
export type { Meters } from "./meters/choose.ts";
export { prepare } from "./pairing/prepare.ts";
export { layOut, layOutWorkingTree } from "./pairing/worktree.ts";
export type { Worktree } from "./pairing/worktree.ts";
export { measureCommand } from "./process/measure-command.ts";
export type { Command, MeasuredRun } from "./process/measure-command.ts";
export { comparisonText } from "./report/comparison-text.ts";
export { measuredText } from "./report/measured-text.ts";
export { VERSION } from "./version.ts";
