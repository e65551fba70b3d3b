/**
 * One replicate of a workload: a fresh process, metered, with its failure told in words.
 * @module
 */
import { getCompileCacheDir } from "node:module";
import { dirname } from "node:path";
import type { WireWorkload } from "@gramme/core/wire";
import { EXIT, UserError } from "../config/user-error.ts";
import type { Meters } from "../meters/choose.ts";
import type { OnnxJob, OnnxMessage } from "../onnx/marks.ts";
import { CHILD_FILE } from "../onnx/child-file.ts";
import type { OtherWork } from "../meters/other-work.ts";
import { parametersOf } from "../onnx/parameters.ts";
import { onnxRuntime } from "../onnx/runtime.ts";
import { checkSamples } from "../onnx/sample-file.ts";
import { workloadPath } from "../onnx/npm-path.ts";
import { unboundEnvironment, workloadEnvironment } from "../process/environment.ts";
import { CannotStart } from "../process/gated-child.ts";
import { measureCommand } from "../process/measure-command.ts";
import type { Command, MeasuredRun, MeterReading } from "../process/measure-command.ts";
import type { Seat } from "../process/turns.ts";
import { readQuality } from "./quality.ts";
import type { Quality } from "./quality.ts";

/** What one replicate gave. */
export interface Replicate {
  /** Of the work that is counted: a command's whole run, a model's steady state. */
  readonly counted: MeterReading & { readonly cpuS?: number };
  /** Of all that ran, start-up included: what the measurement itself cost. */
  readonly whole: MeterReading & { readonly cpuS?: number };
  /** Load and first inference of a model. */
  readonly coldStart?: { readonly wallS: number; readonly cpuS?: number };
  readonly inputs: "own" | "real" | "synthetic";
  readonly clock: string;
  /** What the machine did besides, where it is known. */
  readonly otherWork?: OtherWork;
  readonly misses: readonly string[];
  readonly quality?: Quality;
  /** What ran a model. */
  readonly runtime?: string;
  /** How many parameters the model has, where they can be counted. */
  readonly parameters?: number;
}

/** What a replicate runs with. */
export interface ReplicateSetting {
  readonly meters: Meters;
  /** Folder of an onnxruntime-node, for where the workspace has none. */
  readonly spareRuntime?: string | undefined;
  /** Ends it half-way; the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Where it takes turns with the other arm's replicate. */
  readonly seat?: Seat;
}

const TIMEOUT_S = 600;

/** Runs one replicate of `workload` in `folder`; throws {@link UserError} if it fails or runs out of time. */
export async function runReplicate(
  workload: WireWorkload,
  folder: string,
  setting: ReplicateSetting,
): Promise<Replicate> {
  const started = Date.now();
  if (workload.onnx !== undefined) return runModel(workload, workload.onnx, folder, setting);
  const run = await measured(
    workload,
    { argv: ["sh", "-c", commandOf(workload, workload.units)], cwd: folder },
    setting,
  );
  const quality =
    workload.quality === undefined
      ? undefined
      : readQuality(workload.quality, folder, started, workload.name);
  return {
    counted: run,
    whole: run,
    inputs: "own",
    clock: run.clock ?? "none",
    ...(run.otherWork === undefined ? {} : { otherWork: run.otherWork }),
    misses: run.misses,
    ...(quality === undefined ? {} : { quality }),
  };
}

/** One shorter run of a workload, which tells its start-up apart. Its quality is nobody's. */
export async function runShort(
  workload: WireWorkload,
  units: number,
  folder: string,
  setting: ReplicateSetting,
): Promise<Replicate> {
  const { quality: _, ...rest } = workload;
  return await runReplicate({ ...rest, units }, folder, setting);
}

/** The command, told how many units to do where it is run at two lengths. */
function commandOf(workload: WireWorkload, units = 1): string {
  const { run = "" } = workload;
  return workload["short-run"] === undefined ? run : run.replaceAll("{units}", String(units));
}

async function runModel(
  workload: WireWorkload,
  onnx: string,
  folder: string,
  setting: ReplicateSetting,
): Promise<Replicate> {
  const field = (name: string): string => `workload "${workload.name}": ${name}`;
  const model = workloadPath(onnx, folder, field("onnx"));
  const inputs =
    workload.inputs === undefined ? undefined : workloadPath(workload.inputs, folder, field("inputs"));
  if (inputs !== undefined) checkSamples(inputs, workload.name);
  const runtime = onnxRuntime(folder, setting.spareRuntime);
  const parameters = parametersOf(model);
  const job: OnnxJob = {
    runtime: runtime.file,
    model,
    ...(inputs === undefined ? {} : { inputs }),
    ...(workload.shapes === undefined ? {} : { shapes: workload.shapes }),
    inferences: workload.inferences ?? 1,
    threads: workload.threads ?? 1,
  };
  let warm: MeterReading | undefined;
  let done: MeterReading | undefined;
  const said: OnnxMessage[] = [];
  const run = await measured(
    workload,
    {
      argv: [process.execPath, CHILD_FILE, JSON.stringify(job)],
      cwd: folder,
      env: cachedEnv(),
      onMessage: (message, meter) => {
        const step = message as OnnxMessage;
        said.push(step);
        if (step.mark === "warm") warm = meter();
        if (step.mark === "done") done = meter();
        return {};
      },
    },
    setting,
    () => said.find((step) => step.mark === "failed")?.why,
  );
  const first = said.find((step) => step.mark === "warm");
  const last = said.find((step) => step.mark === "done");
  if (first === undefined || last === undefined || warm === undefined || done === undefined) {
    throw failed(workload, run, "ended before its last inference");
  }
  return {
    counted: {
      // by turns, the process's own stopwatch ran on while it stood still
      wallS: setting.seat === undefined ? last.steady.wallS : done.wallS - warm.wallS,
      // a model's process is one process: its own account of its CPU time is exact to the microsecond
      cpuS: last.steady.cpuS,
      ...(warm.cpuJ === undefined || done.cpuJ === undefined ? {} : { cpuJ: done.cpuJ - warm.cpuJ }),
      ...(warm.memoryJ === undefined || done.memoryJ === undefined
        ? {}
        : { memoryJ: done.memoryJ - warm.memoryJ }),
      ...(warm.gpuJ === undefined || done.gpuJ === undefined ? {} : { gpuJ: done.gpuJ - warm.gpuJ }),
    },
    whole: run,
    // by turns, it would hold the other's turns too
    ...(setting.seat === undefined ? { coldStart: first.cold } : {}),
    runtime: runtime.name,
    ...(parameters === undefined ? {} : { parameters }),
    inputs: first.provenance,
    clock: run.clock ?? "none",
    ...(run.otherWork === undefined ? {} : { otherWork: run.otherWork }),
    misses: run.misses,
  };
}

/** Our own child shares our compile cache: a quarter of a second of CPU less at each start. */
function cachedEnv(): NodeJS.ProcessEnv {
  const cache = getCompileCacheDir();
  const own = unboundEnvironment();
  return cache === undefined ? own : { ...own, NODE_COMPILE_CACHE: dirname(cache) };
}

async function measured(
  workload: WireWorkload,
  command: Pick<Command, "argv" | "cwd" | "env" | "onMessage">,
  setting: ReplicateSetting,
  whyFailed: () => string | undefined = () => undefined,
): Promise<MeasuredRun> {
  const timeoutS = workload.timeout ?? TIMEOUT_S;
  let run: MeasuredRun;
  try {
    run = await measureCommand(
      {
        ...command,
        env: command.env ?? workloadEnvironment(command.cwd ?? "."),
        output: "capture",
        timeoutS,
        lingerS: timeoutS,
        leftovers: "kill",
        ...(setting.signal === undefined ? {} : { signal: setting.signal }),
        ...(setting.seat === undefined ? {} : { seat: setting.seat }),
      },
      setting.meters,
    );
  } catch (error) {
    if (!(error instanceof CannotStart)) throw error;
    throw new UserError(`workload "${workload.name}" cannot be started: ${error.message}`, EXIT.workload, {
      cause: error,
    });
  }
  const why = whyFailed();
  if (why !== undefined) throw new UserError(`workload "${workload.name}": ${why}`, EXIT.workload);
  if (run.timedOut) throw failed(workload, run, `ran out of time (timeout: ${timeoutS} s) and was killed`);
  if (run.signal !== undefined) throw failed(workload, run, `was ended by ${run.signal}`);
  if (run.exitCode !== 0) throw failed(workload, run, `failed with exit code ${run.exitCode ?? "unknown"}`);
  return run;
}

function failed(workload: WireWorkload, run: MeasuredRun, how: string): UserError {
  const what = workload.run === undefined ? (workload.onnx ?? "") : commandOf(workload, workload.units);
  const tail =
    run.tail.length === 0 ? "  (it printed nothing)" : run.tail.map((line) => `  ${line}`).join("\n");
  return new UserError(
    `workload "${workload.name}" ${how}: ${what}\nits last output:\n${tail}`,
    EXIT.workload,
  );
}
