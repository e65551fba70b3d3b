/**
 * The set-up command of an arm, run once before anything is measured.
 * @module
 */
import { EXIT, UserError } from "../config/user-error.ts";
import { CannotStart } from "../process/gated-child.ts";
import { measureCommand } from "../process/measure-command.ts";
import type { MeasuredRun } from "../process/measure-command.ts";
import { workloadEnvironment } from "../process/environment.ts";

const UNMETERED = {
  cpuEnergy: undefined,
  gpuEnergy: undefined,
  cpuClock: undefined,
  otherWork: undefined,
  pauses: false,
  report: [],
} as const;
const TIMEOUT_S = 1800;

/** Runs `setup` in `folder`; throws {@link UserError} with its last output if it fails. */
export async function prepare(
  setup: string | undefined,
  folder: string,
  arm: string,
  signal?: AbortSignal,
): Promise<void> {
  if (setup === undefined) return;
  const run = await setUp(setup, folder, arm, signal);
  if (run.exitCode === 0) return;
  const how = run.timedOut
    ? `ran out of time (${TIMEOUT_S} s)`
    : `failed with exit code ${run.exitCode ?? run.signal ?? "?"}`;
  const tail = run.tail.map((line) => `  ${line}`).join("\n");
  throw new UserError(`set-up of ${arm} ${how}: ${setup}\nits last output:\n${tail}`, EXIT.workload);
}

async function setUp(
  setup: string,
  folder: string,
  arm: string,
  signal: AbortSignal | undefined,
): Promise<MeasuredRun> {
  try {
    return await measureCommand(
      {
        argv: ["sh", "-c", setup],
        cwd: folder,
        env: workloadEnvironment(folder),
        output: "capture",
        timeoutS: TIMEOUT_S,
        lingerS: 0,
        leftovers: "kill",
        ...(signal === undefined ? {} : { signal }),
      },
      UNMETERED,
    );
  } catch (error) {
    if (!(error instanceof CannotStart)) throw error;
    throw new UserError(`set-up of ${arm} cannot be started in ${folder}: ${error.message}`, EXIT.workload, {
      cause: error,
    });
  }
}
