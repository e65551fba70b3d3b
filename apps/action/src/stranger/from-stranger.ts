/**
 * A stranger's check, built anew field by field, so that nothing of it but numbers, words that we know and names that
 * can be nothing else gets through. What is not written here is not passed on: a new field of the wire is dropped
 * until somebody says what may stand in it.
 * @module
 */
import type {
  WireComparedWorkload,
  WireRunResult,
  WireWorkload,
  WireWorkloadFigures,
} from "@gramme/core/wire";
import type { Check, FailedCheck, MeasuredCheck, SkippedCheck } from "../check.ts";
import { DEFAULT_PATHS } from "../world/relevant-paths.ts";
import { areBelievable, quantityFrom } from "./believable.ts";
import { comparisonFrom } from "./comparison.ts";
import { Admission } from "./left-out.ts";
import type { LeftOut } from "./left-out.ts";
import { machineFrom, runnerFrom, siteFrom } from "./machine.ts";
import type { Trusted } from "./trusted.ts";
import { WORKLOAD_NAME, workloadFrom } from "./workload.ts";

/** A check that can be told, and what of it is not told. */
export interface Received {
  readonly check: Check;
  /** Workloads that were sent and are left out. */
  readonly leftOut: LeftOut;
  /** Workloads of base's gramme.yml that nothing was sent of. */
  readonly missing: readonly string[];
}

/** Of one part, where base has no gramme.yml that names them. */
const MOST_UNRULED = 100;
const MOST_ONLY_IN = 100;
const MOST_FILES = 1_000_000;
const VERSION = /^\d{1,4}\.\d{1,4}\.\d{1,4}(?:-(?:alpha|beta|rc)\.\d{1,4})?$/u;

/** Builds a check anew. Its part is not taken over: that is the artifact's name, and GitHub says it. */
export function fromStranger(sent: Check, trusted: Trusted): Received {
  switch (sent.kind) {
    case "measured":
      return measuredFrom(sent, trusted);
    case "skipped":
      return nothingLeft(skippedFrom(sent, trusted));
    case "failed":
      return nothingLeft(
        failedCheck(
          "The job that measured says that it could not. Its log and its summary say why.",
          versionFrom(sent.gramme),
        ),
      );
  }
}

/** A check that says in our words why there is no other. */
export function failedCheck(message: string, gramme: string = "unknown"): FailedCheck {
  return { schema: "gramme/check/1", gramme, kind: "failed", message };
}

function nothingLeft(check: Check): Received {
  return { check, leftOut: new Map(), missing: [] };
}

function versionFrom(sent: string): string {
  return VERSION.test(sent) ? sent : "unknown";
}

function skippedFrom(sent: SkippedCheck, { rules }: Trusted): Check {
  const { changed_files: files } = sent;
  if (files > MOST_FILES) return unbelievable(sent.gramme);
  return {
    schema: "gramme/check/1",
    gramme: versionFrom(sent.gramme),
    kind: "skipped",
    paths: [...(rules?.gate?.paths ?? DEFAULT_PATHS)],
    changed_files: files,
  };
}

function unbelievable(version: string): FailedCheck {
  return failedCheck("What the job that measured sent holds numbers that cannot be.", versionFrom(version));
}

function measuredFrom(sent: MeasuredCheck, trusted: Trusted): Received {
  const { result } = sent;
  const machine = machineFrom(result.machine);
  const frame = { machine: result.machine, site: result.site, own_cost: result.own_cost };
  const begun = new Date(result.started_at);
  if (machine === undefined || !areBelievable(frame) || Number.isNaN(begun.getTime()))
    return nothingLeft(unbelievable(sent.gramme));
  const { comparisons, alone, leftOut } = workloadsFrom(result, trusted);
  const missing = missingOf(result, comparisons, trusted);
  const { base, head, changes } = trusted;
  const onlyIn = onlyInFrom(result, trusted);
  const cost = result.own_cost;
  // what was to be compared and is not there was not measured, whatever the stranger says
  const partial = result.partial || missing.length > 0;
  const version = versionFrom(result.gramme);
  const told: WireRunResult = {
    schema: "gramme/run/1",
    gramme: version,
    started_at: begun.toISOString(),
    machine,
    site: siteFrom(result.site),
    revision: { base, head, dirty: false },
    partial,
    ...(result.partial && result.partial_why !== undefined ? { partial_why: result.partial_why } : {}),
    ...(result.runner === undefined ? {} : { runner: runnerFrom(result.runner) }),
    workloads: [...comparisons.map(({ head: figures }) => figures), ...alone],
    comparisons: [...comparisons],
    ...(onlyIn === undefined ? {} : { only_in: onlyIn }),
    ...(changes === undefined || changes.length === 0 ? {} : { config_changes: [...changes] }),
    ...(result.base_error === undefined ? {} : { base_error: "The log of the run that measured says why." }),
    own_cost: {
      energy_kwh: quantityFrom(cost.energy_kwh),
      co2e_g: quantityFrom(cost.co2e_g),
      wall_s: cost.wall_s,
    },
  };
  return {
    check: { schema: "gramme/check/1", gramme: version, kind: "measured", result: told },
    leftOut,
    missing,
  };
}

interface Workloads {
  readonly comparisons: readonly WireComparedWorkload[];
  readonly alone: readonly WireWorkloadFigures[];
  readonly leftOut: LeftOut;
}

function workloadsFrom(result: WireRunResult, { rules, onlyIn }: Trusted): Workloads {
  const ruled = new Map<string, WireWorkload>(rules?.workloads.map((rule) => [rule.name, rule]));
  const fresh = new Set(onlyIn?.head);
  const admission = new Admission(rules === undefined ? MOST_UNRULED : Number.POSITIVE_INFINITY, (name) =>
    rules === undefined ? WORKLOAD_NAME.test(name) : ruled.has(name) || fresh.has(name),
  );
  const comparisons = result.comparisons.flatMap((compared) => {
    const { name } = compared;
    const built = admission.admit(name, () =>
      // what is new in head has no base to be compared with
      fresh.has(name) ? undefined : comparisonFrom(compared, ruled.get(name), rules?.gate),
    );
    return built ?? [];
  });
  // head's figures of what is compared stand in both lists
  const compared = new Set(result.comparisons.map(({ name }) => name));
  const alone = result.workloads
    .filter(({ name }) => !compared.has(name))
    .flatMap((figures) => {
      const { name } = figures;
      const built = admission.admit(name, () =>
        areBelievable(figures) ? workloadFrom(figures, name, ruled.get(name)) : undefined,
      );
      return built ?? [];
    });
  return { comparisons, alone, leftOut: admission.leftOut };
}

/** Workloads that base's gramme.yml wants compared, and that are not; where base failed, being measured alone will do. */
function missingOf(
  { base_error: failed, workloads }: WireRunResult,
  comparisons: readonly WireComparedWorkload[],
  { expected }: Trusted,
): readonly string[] {
  const there = new Set(comparisons.map(({ name }) => name));
  if (failed !== undefined) for (const { name } of workloads) there.add(name);
  return expected.filter((name) => !there.has(name));
}

/** From both gramme.yml where we have them; else the stranger's names, of the allowed form. */
function onlyInFrom({ only_in: sent }: WireRunResult, { rules, onlyIn }: Trusted): WireRunResult["only_in"] {
  if (onlyIn !== undefined) return { base: [...onlyIn.base], head: [...onlyIn.head] };
  if (sent === undefined || rules !== undefined) return undefined;
  return { base: named(sent.base), head: named(sent.head) };
}

function named(names: readonly string[]): string[] {
  return [...new Set(names)].filter((name) => WORKLOAD_NAME.test(name)).slice(0, MOST_ONLY_IN);
}
