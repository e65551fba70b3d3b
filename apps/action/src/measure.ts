/**
 * From an event to what was found: decides what to compare, whether anything is to be measured, and measures it.
 * @module
 */
import { existsSync, realpathSync } from "node:fs";
import { isAbsolute, join, posix, relative, sep } from "node:path";
import {
  baseConfigText,
  benchAgainst,
  benchAlone,
  loadConfig,
  planOf,
  repositoryRoot,
  UserError,
  VERSION,
} from "@gramme/bench";
import type { BenchOptions, LoadedConfig } from "@gramme/bench";
import type { WireConfig, WireRunner, WireRunResult } from "@gramme/core/wire";
import type { Check } from "./check.ts";
import { decideBase } from "./world/base.ts";
import type { DecidedBase } from "./world/base.ts";
import type { Event } from "./world/event.ts";
import type { Inputs } from "./world/inputs.ts";
import { ensureOnnxRuntime } from "./world/onnx-runtime.ts";
import { changedFiles, DEFAULT_PATHS, relevantFiles } from "./world/relevant-paths.ts";
import { recogniseRunner } from "./world/runner.ts";

/** The job that measures. */
export interface Job {
  readonly inputs: Inputs;
  readonly event: Event;
  /** Absolute folder of the checked-out repository. */
  readonly workspace: string;
  readonly signal: AbortSignal;
  /** Says what is under way. */
  readonly say: (text: string) => void;
  /** Keeps what stands so far. */
  readonly keep: (check: Check) => void;
  /** Told which commits it is about, before anything is measured. */
  readonly onCommits: (base: string | undefined, head: string) => void;
}

/** What was found, and of which commits. */
export interface Found {
  readonly check: Check;
  readonly base: string | undefined;
  readonly head: string;
}

/** Fresh processes of a workload that has nothing to be compared with. */
const REPLICATES = 3;
/** An input `base` that asks for no base. */
const NO_BASE = "none";

/** Measures. Throws UserError for what the user can mend, and the signal's reason if cancelled before any result. */
export async function measure(job: Job): Promise<Found> {
  const { inputs, event, workspace, signal, say } = job;
  const decided =
    inputs.base === NO_BASE
      ? await decideBase({ ...event, kind: "other" }, workspace, { ...inputs, base: undefined }, signal)
      : await decideBase(event, workspace, inputs, signal);
  for (const note of decided.notes) say(note);
  const { base, head } = decided;
  job.onCommits(base, head);
  const loaded = configOf(job, base);
  const rules = base === undefined ? loaded.config : rulesOf(loaded, workspace, base);
  if (base !== undefined && base !== head) {
    const skipped = nothingRelevant(job, base, decided, rules);
    if (skipped !== undefined) return { check: skipped, base, head };
  }
  const runner = await recogniseRunner({ configured: rules.site });
  const part = inputs.part === undefined ? {} : { part: inputs.part };
  const checkOf = (result: WireRunResult): Check => ({
    schema: "gramme/check/1",
    gramme: VERSION,
    ...part,
    kind: "measured",
    result: { ...result, runner },
  });
  const options = optionsOf(job, head, base, runner, (soFar) => {
    // should this process not live to tell more, this is what it found
    job.keep(checkOf({ ...soFar, partial: true, partial_why: "cancelled" }));
  });
  say(base === undefined ? `measuring ${short(head)} alone` : `comparing ${short(base)} with ${short(head)}`);
  const result =
    base === undefined ? await benchAlone(loaded, options) : await benchAgainst(loaded, base, options);
  return { check: checkOf(result), base, head };
}

/** The configuration of head. */
function configOf({ inputs, workspace }: Job, base: string | undefined): LoadedConfig {
  const file = join(workspace, inputs.config);
  if (!existsSync(file)) {
    const inBase =
      base !== undefined &&
      baseConfigText(
        repositoryRoot(workspace),
        base,
        posix.dirname(prefixOf(workspace, inputs.config)),
        inputs.config,
      ) !== undefined;
    throw new NoConfig(inputs.config, inBase);
  }
  const inside = relative(realpathSync(workspace), realpathSync(file));
  if (inside === ".." || inside.startsWith(`..${sep}`) || isAbsolute(inside)) {
    throw new UserError(
      `${inputs.config}: it is a link to a file outside the workspace; a file inside would be right`,
    );
  }
  return loadConfig(file);
}

/** There is no gramme.yml. */
export class NoConfig extends UserError {
  /** Whether base has it: then this change removes it. */
  readonly inBase: boolean;

  constructor(file: string, inBase: boolean) {
    super(
      inBase
        ? `${file}: this change removes it, and base has it: then nothing says what to measure. Keep it, or remove the job of this Action with it`
        : `${file}: there is no such file. The summary of this job offers one that fits what was found here`,
    );
    this.inBase = inBase;
  }
}

function prefixOf(workspace: string, config: string): string {
  return posix.join(relative(repositoryRoot(workspace), workspace).replaceAll("\\", "/"), config);
}

/** The configuration that counts: base's, where it has one that can be read. */
function rulesOf(loaded: LoadedConfig, workspace: string, base: string): WireConfig {
  const root = repositoryRoot(workspace);
  const inside = relative(root, loaded.folder).replaceAll("\\", "/");
  return planOf(loaded, baseConfigText(root, base, inside, loaded.file), []).config;
}

function nothingRelevant(
  job: Job,
  base: string,
  { head }: DecidedBase,
  rules: WireConfig,
): Check | undefined {
  const { inputs, workspace } = job;
  const files = changedFiles(workspace, base, head);
  const globs = rules.gate?.paths;
  const relevant = relevantFiles(files, globs, prefixOf(workspace, inputs.config));
  job.say(`${files.length} changed files, ${relevant.length} of them count`);
  if (relevant.length > 0) return undefined;
  return {
    schema: "gramme/check/1",
    gramme: VERSION,
    ...(inputs.part === undefined ? {} : { part: inputs.part }),
    kind: "skipped",
    paths: [...(globs ?? DEFAULT_PATHS)],
    changed_files: files.length,
  };
}

function optionsOf(
  { event, signal, say }: Job,
  head: string,
  base: string | undefined,
  { region, region_from: from }: WireRunner,
  onResult: (soFar: WireRunResult) => void,
): BenchOptions {
  return {
    replicates: REPLICATES,
    only: [],
    // another order for each run, the same for one that is run again to see
    seed: event.runId % 2 ** 31,
    progress: { step: say, note: say },
    signal,
    onResult,
    findRuntime: async (folders) => await ensureOnnxRuntime({ folders, signal }),
    ...(base === undefined ? {} : { head }),
    ...(region === undefined || from !== "metadata-service" ? {} : { region }),
  };
}

function short(commit: string): string {
  return commit.slice(0, 12);
}
