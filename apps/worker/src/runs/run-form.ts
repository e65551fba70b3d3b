/**
 * Whether a body is a run, at a cost that its sender cannot drive up: a schema looks at everything before it says a word,
 * and a megabyte of `{}` would be a gigabyte of words.
 * @module
 */
import { check, ComparedWorkload, RunsEnvelope, WorkloadFigures } from "@gramme/core/wire";
import type { WireRunsEnvelope } from "@gramme/core/wire";
import type { z } from "zod";
import { uncountable } from "./countable.ts";
import { malformedBody } from "../problem/malformed-body.ts";

/** More replicates than two arms of the most pairs there may be, and more of anything else. */
const MOST_ENTRIES = 1000;
const NO_RUN = "the run is not of the form gramme/runs/1";

/** The envelope in a body. Throws `malformed-body`: lists first, then workload by workload up to the first that is wrong. */
export function envelopeIn(body: unknown): WireRunsEnvelope {
  if (hasLongList(body)) {
    throw malformedBody(NO_RUN, [
      { path: [], message: `wants lists and objects of at most ${MOST_ENTRIES} entries` },
    ]);
  }
  const { run } = (body ?? {}) as {
    readonly run?: { readonly workloads?: unknown; readonly comparisons?: unknown };
  };
  checkEach(WorkloadFigures, run?.workloads, "workloads");
  checkEach(ComparedWorkload, run?.comparisons, "comparisons");
  const checked = check(RunsEnvelope, body);
  if (!checked.ok) throw malformedBody(NO_RUN, checked.issues);
  const wrong = uncountable(checked.value);
  if (wrong !== undefined) throw malformedBody("the run cannot be counted with", [wrong]);
  return checked.value;
}

function checkEach(form: z.ZodType, list: unknown, name: string): void {
  if (!Array.isArray(list)) return;
  for (const [index, entry] of (list as readonly unknown[]).entries()) {
    const checked = check(form, entry);
    if (!checked.ok) throw malformedBody(NO_RUN, checked.issues, ["run", name, index]);
  }
}

function hasLongList(body: unknown): boolean {
  const open: unknown[] = [body];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (typeof value !== "object" || value === null) continue;
    const entries = Object.values(value);
    if (entries.length > MOST_ENTRIES) return true;
    for (const entry of entries) if (typeof entry === "object" && entry !== null) open.push(entry);
  }
  return false;
}
