/**
 * What of a gramme.yml a start measures: trainings that it does in full, and all inference.
 * @module
 */
import { dirname, join } from "node:path";
import type { LoadedConfig } from "@gramme/bench";
import { StartError } from "./start-error.ts";

/** A training whose command does a full one: it can be booked as one that took place. */
export interface FullTraining {
  /** The workload's name. */
  readonly name: string;
  /** The model's. */
  readonly model: string;
  /** Absolute path of the model that it writes, beside its metrics; undefined where it says no metrics. */
  readonly file: string | undefined;
}

/** What is measured. */
export interface StartPlan {
  readonly trainings: readonly FullTraining[];
  /** Names of inference workloads, each the name of a task of the service too. */
  readonly tasks: readonly string[];
}

/**
 * Throws a {@link StartError} where there is no inference, of which there would be nothing to serve, or one that the
 * service has no task for.
 * @param served names of the service's tasks
 */
export function planOf(
  { config, folder, file }: Pick<LoadedConfig, "config" | "folder" | "file">,
  served: readonly string[],
): StartPlan {
  const trainings = config.workloads
    .filter(({ phase, units, "full-run": full }) => phase === "training" && (full ?? units) === units)
    .map(({ name, model, quality }) => ({
      name,
      model: model ?? name,
      file: quality === undefined ? undefined : join(folder, dirname(quality.file), "model.onnx"),
    }));
  const tasks = config.workloads.flatMap(({ phase, name }) => (phase === "inference" ? [name] : []));
  if (tasks.length === 0) throw new StartError(`${file} has no workload of phase inference`, 2);
  const unserved = tasks.find((name) => !served.includes(name));
  if (unserved !== undefined) {
    throw new StartError(
      `${file}: the service has no task ${unserved} to serve what is measured; it has ${served.join(", ")}`,
      2,
    );
  }
  return { trainings, tasks };
}
