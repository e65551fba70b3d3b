/**
 * What every bench starts from: the machine, its meters, the site, and how to go about it.
 * @module
 */
import type { WireConfig, WireRunResult, WireWorkload } from "@gramme/core/wire";
import { siteOf } from "../config/site-of.ts";
import { UserError } from "../config/user-error.ts";
import { recogniseMachine } from "../machine/machine.ts";
import { chooseMeters } from "../meters/choose.ts";
import type { Meters } from "../meters/choose.ts";
import type { Setting } from "../report/workload-figures.ts";

/** What a long measurement tells while it runs. */
export interface Progress {
  /** Says what is under way; the next step may overwrite it. */
  readonly step: (text: string) => void;
  /** Says something to keep. */
  readonly note: (text: string) => void;
}

/** How to bench. */
export interface BenchOptions {
  /** Fresh processes per workload that does not say itself, when there is no base. */
  readonly replicates: number;
  /** Only these workloads; all when empty. */
  readonly only: readonly string[];
  /** Seed of the order of the arms. */
  readonly seed: number;
  readonly progress: Progress;
  /** Revision that is head; the working tree as it is when not said. */
  readonly head?: string;
  /** Ends it half-way: what was measured by then is given as a partial result. */
  readonly signal?: AbortSignal;
  /** Folder of an onnxruntime-node, for where the workspace has none. */
  readonly spareRuntime?: string;
  /** Finds such a folder for arms that are prepared, where a workload is a model. */
  readonly findRuntime?: (folders: readonly string[]) => Promise<string | undefined>;
  /** Cloud region that the machine told, for a configuration that names no place. */
  readonly region?: string;
  /** Given what stands after each workload, so that it can be kept whatever comes. */
  readonly onResult?: (soFar: WireRunResult) => void;
}

/** The machine under its meters. */
export interface Bench {
  readonly setting: Setting;
  readonly meters: Meters;
}

/**
 * Probes the meters and recognises the machine and the site of a configuration.
 * @param region cloud region that the machine told: counts where the configuration names no place
 */
export function openBench(config: Pick<WireConfig, "site" | "machine" | "boundary">, region?: string): Bench {
  const site =
    region === undefined || namesPlace(config.site)
      ? config.site
      : { ...config.site, zone: undefined, "cloud-region": region };
  return {
    meters: chooseMeters(),
    setting: {
      machine: recogniseMachine(undefined, config.machine?.cpu),
      site: siteOf(site),
      boundary: config.boundary ?? "facility",
    },
  };
}

/** The options with a runtime for models, where there are models and the folders themselves have none. */
export async function withRuntime(
  options: BenchOptions,
  workloads: readonly WireWorkload[],
  folders: readonly string[],
): Promise<BenchOptions> {
  if (options.spareRuntime !== undefined || workloads.every(({ onnx }) => onnx === undefined)) return options;
  const spareRuntime = await options.findRuntime?.(folders);
  return spareRuntime === undefined ? options : { ...options, spareRuntime };
}

/** Whether a configuration says where the work runs. */
export function namesPlace(site: WireConfig["site"]): boolean {
  const { zone = "unknown", "cloud-region": region, "grid-g-per-kwh": grid } = site ?? {};
  return zone !== "unknown" || region !== undefined || grid !== undefined;
}

/** The workloads asked for, or all; throws {@link UserError} listing what there is if one is not there. */
export function chosenWorkloads(
  workloads: readonly WireWorkload[],
  only: readonly string[],
  file: string,
): readonly WireWorkload[] {
  if (only.length === 0) return workloads;
  return only.map((name) => {
    const workload = workloads.find((candidate) => candidate.name === name);
    if (workload !== undefined) return workload;
    throw new UserError(
      `${file} has no workload "${name}"; it has ${workloads.map((w) => w.name).join(", ")}`,
    );
  });
}
