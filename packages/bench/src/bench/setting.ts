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
  /** Fresh processes per workload, when there is no base. */
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
  /** Given what stands after each workload, so that it can be kept whatever comes. */
  readonly onResult?: (soFar: WireRunResult) => void;
}

/** The machine under its meters. */
export interface Bench {
  readonly setting: Setting;
  readonly meters: Meters;
}

/** Probes the meters and recognises the machine and the site of a configuration. */
export function openBench(config: Pick<WireConfig, "site" | "machine" | "boundary">): Bench {
  return {
    meters: chooseMeters(),
    setting: {
      machine: recogniseMachine(undefined, config.machine?.cpu),
      site: siteOf(config.site),
      boundary: config.boundary ?? "facility",
    },
  };
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
