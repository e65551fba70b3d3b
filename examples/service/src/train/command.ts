/** @module The command line of a training. */
import { join } from "node:path";
import { parseArgs } from "node:util";
import { artifactPath, writeWhole } from "../artifacts.ts";
import { inferenceModel } from "../autodiff/model.ts";
import { encodeModel } from "../onnx/encode.ts";
import type { Recipe } from "./recipes.ts";
import { train } from "./training.ts";

/** What the command line asks for. */
export interface TrainingOptions {
  readonly steps: number;
  readonly seed: number;
  readonly out: string;
}

/** Reads `--steps N --out DIR --seed N`. Throws a RangeError that names the option and what it may be. */
export function trainingOptions(args: readonly string[], defaults: TrainingOptions): TrainingOptions {
  const { values } = parseArgs({
    args: [...args],
    options: { steps: { type: "string" }, seed: { type: "string" }, out: { type: "string" } },
  });
  return {
    steps: wholeNumber("--steps", values.steps, 1) ?? defaults.steps,
    seed: wholeNumber("--seed", values.seed, 0) ?? defaults.seed,
    out: values.out ?? defaults.out,
  };
}

/**
 * Trains and writes `model.onnx` and `metrics.jsonl` into the folder `out`: one line a judgement, accuracy 0 to 1 on n
 * held-out examples, loss in nats, elapsed_s in seconds since the start of training.
 */
export async function runTraining(recipe: Recipe, { steps, seed, out }: TrainingOptions): Promise<void> {
  const plan = recipe();
  const lines: string[] = [];
  const start = performance.now();
  const weights = await train({ ...plan, steps, seed }, ({ step, accuracy, loss, examples }) => {
    const elapsed = Math.round(performance.now() - start) / 1000;
    const line = { step, metric: "accuracy", value: accuracy, n: examples, loss, elapsed_s: elapsed };
    lines.push(JSON.stringify(line));
    process.stdout.write(`step ${step}: accuracy ${accuracy.toFixed(4)}, loss ${loss.toFixed(4)}\n`);
  });
  writeWhole(join(out, "metrics.jsonl"), `${lines.join("\n")}\n`);
  writeWhole(join(out, "model.onnx"), encodeModel(inferenceModel(plan.network, weights)));
}

/** Runs a training as this process: options from the command line; a wrong one ends it with one line and code 2. */
export async function trainingCommand(name: string, recipe: Recipe): Promise<void> {
  let options: TrainingOptions;
  try {
    const defaults = { steps: 300, seed: 1, out: artifactPath(`run/${name}`) };
    options = trainingOptions(process.argv.slice(2), defaults);
  } catch (error) {
    process.stderr.write(`${name}: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 2;
    return;
  }
  await runTraining(recipe, options);
}

function wholeNumber(option: string, given: string | undefined, least: number): number | undefined {
  if (given === undefined) return undefined;
  const value = Number(given);
  if (!/^\d+$/.test(given) || !Number.isSafeInteger(value) || value < least) {
    throw new RangeError(`${option} must be a whole number from ${least}, not ${JSON.stringify(given)}`);
  }
  return value;
}
