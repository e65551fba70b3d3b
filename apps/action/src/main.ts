/**
 * The Action: measures, then tells. Started once more when the job is over, it tells what a cancelled run had found.
 * @module
 */
import { endGroup, getState, saveState, setFailed, setSecret, startGroup, summary } from "@actions/core";
import { readFileSync, realpathSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { firstConfig, holdSignals, VERSION } from "@gramme/bench";
import type { Check } from "./check.ts";
import { measure, NoConfig } from "./measure.ts";
import type { Found } from "./measure.ts";
import { firstConfigMarkdown } from "./report/summary.ts";
import { checkFile, savedCheck, saveCheck } from "./saved-check.ts";
import { tell } from "./tell.ts";
import { annotate, annotationsOf } from "./world/annotation.ts";
import { readEvent } from "./world/event.ts";
import type { Event } from "./world/event.ts";
import { readInputs } from "./world/inputs.ts";
import type { Inputs } from "./world/inputs.ts";
import { quoted } from "./world/quoted.ts";

const { env } = process;
const workspace = resolve(env["GITHUB_WORKSPACE"] ?? ".");

/** Progress, so that nothing of what a workload or a branch is called can be an order to the runner. */
function say(text: string): void {
  process.stdout.write(text.includes("::") || text.includes("##[") ? quoted(text) : `${text}\n`);
}

async function main(): Promise<void> {
  // of another run of this very step, on a runner that keeps its folders
  rmSync(checkFile(env), { force: true });
  const cancel = new AbortController();
  // a runner interrupts, and kills some seconds later: what stands is kept in the file, and the last step tells it
  holdSignals((signal) => cancel.abort(new Error(`the job was cancelled (${signal})`)));
  let inputs: Inputs | undefined;
  let event: Event | undefined;
  try {
    inputs = readInputs(env);
    if (inputs.token !== undefined) setSecret(inputs.token);
    event = readEvent(env);
    const found = await measured(inputs, event, cancel.signal);
    const outcome = await tell({ inputs, event, workspace, env, say, ...found });
    saveState("told", "true");
    if (outcome.conclusion === "failure") setFailed(outcome.title);
    else say(outcome.title);
  } catch (error) {
    if (cancel.signal.aborted) {
      setFailed("cancelled: what was measured by then is told at the end of the job");
      return;
    }
    await failed(error, inputs, event);
    saveState("told", "true");
  }
}

async function measured(inputs: Inputs, event: Event, signal: AbortSignal): Promise<Found> {
  startGroup("Measuring");
  try {
    const keep = (check: Check): void => {
      saveCheck(check, env);
    };
    const found = await measure({ inputs, event, workspace, signal, say, keep });
    keep(found.check);
    saveState("commits", JSON.stringify({ base: found.base, head: found.head }));
    // the rest is told by the last step, which has all the time it needs
    signal.throwIfAborted();
    return found;
  } finally {
    endGroup();
  }
}

/** Says why nothing could be measured: beside the line that it is about, in the summary, and in the comment. */
async function failed(error: unknown, inputs: Inputs | undefined, event: Event | undefined): Promise<void> {
  const config = inputs === undefined ? undefined : configAt(inputs.config);
  const places = { workspace, ...(config === undefined ? {} : { config }) };
  const annotations = annotationsOf(error, places);
  for (const annotation of annotations) annotate(annotation);
  process.exitCode = 1;
  if (error instanceof Error && error.name !== "UserError") say(error.stack ?? error.message);
  if (error instanceof NoConfig) {
    await summary.addRaw(firstConfigMarkdown(firstConfig(workspace))).write();
    return;
  }
  if (inputs === undefined || event === undefined) return;
  const before = savedCheck(env);
  const result = before?.kind === "measured" ? before.result : undefined;
  const message = [
    ...annotations.map((annotation) => annotation.message),
    ...(result === undefined
      ? []
      : [
          `Measured before that, and kept in the JSON: ${result.workloads.map(({ name }) => name).join(", ")}`,
        ]),
  ].join("\n");
  const check: Check = {
    schema: "gramme/check/1",
    gramme: VERSION,
    ...(inputs.part === undefined ? {} : { part: inputs.part }),
    kind: "failed",
    message: message.slice(0, 4000),
    ...(result === undefined ? {} : { result }),
  };
  await tell({ inputs, event, workspace, env, say, check });
}

/** The configuration, for the places in it that a failure is about. */
function configAt(file: string): { readonly file: string; readonly text: string } | undefined {
  try {
    return { file, text: readFileSync(join(workspace, file), "utf8") };
  } catch {
    return undefined;
  }
}

/** The last step of the job: tells what a cancelled run had found. */
async function afterwards(): Promise<void> {
  if (getState("told") === "true") return;
  const check = savedCheck(env);
  if (check === undefined) return;
  say("the job was cancelled: telling what was measured by then");
  const commits = JSON.parse(getState("commits") || "{}") as { base?: string; head?: string };
  await tell({ inputs: readInputs(env), event: readEvent(env), workspace, env, say, check, ...commits });
}

/** What a step is: the Action itself, or what comes after the job. */
export async function run(): Promise<void> {
  if (getState("main") === "true") {
    await afterwards();
    return;
  }
  saveState("main", "true");
  await main();
}

// a runner starts this file; what imports it calls `run` itself
if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url))
  await run();
