/**
 * The Action: measures, then tells. When the job is over, what a cancelled run had found is told, and what a killed one
 * left behind is removed.
 * @module
 */
import { endGroup, getState, saveState, setFailed, setSecret, startGroup } from "@actions/core";
import { realpathSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { endLeftovers, holdSignals, repositoryRoot } from "@gramme/bench";
import type { Check } from "./check.ts";
import { tellFailure } from "./failed.ts";
import { measure } from "./measure.ts";
import type { Found } from "./measure.ts";
import { checkFile, savedCheck, saveCheck } from "./saved-check.ts";
import { tell } from "./tell.ts";
import { readEvent } from "./world/event.ts";
import type { Event } from "./world/event.ts";
import { readInputs } from "./world/inputs.ts";
import type { Inputs } from "./world/inputs.ts";
import { quoted } from "./world/quoted.ts";

const { env } = process;
const workspace = resolve(env["GITHUB_WORKSPACE"] ?? ".");
// a runner empties this folder after each job, whatever became of it
if (env["RUNNER_TEMP"] !== undefined) env["TMPDIR"] = env["RUNNER_TEMP"];

/** Progress, so that nothing of what a workload or a branch is called can be an order to the runner. */
function say(text: string): void {
  process.stdout.write(text.includes("::") || text.includes("##[") ? quoted(text) : `${text}\n`);
}

/** What the step does. */
export async function run(): Promise<void> {
  saveState("pid", process.pid);
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
      const some = savedCheck(env) !== undefined;
      setFailed(
        some
          ? "cancelled: what was measured by then is told at the end of the job"
          : "cancelled before anything was measured",
      );
      return;
    }
    await tellFailure({ error, inputs, event, workspace, env, say });
    saveState("told", "true");
  }
}

function onCommits(base: string | undefined, head: string): void {
  saveState("commits", JSON.stringify({ base, head }));
}

async function measured(inputs: Inputs, event: Event, signal: AbortSignal): Promise<Found> {
  startGroup("Measuring");
  try {
    const keep = (check: Check): void => {
      // a run that was cancelled with empty hands has nothing to say over what an earlier one said
      if (check.kind !== "measured" || check.result.workloads.length > 0) saveCheck(check, env);
    };
    const found = await measure({ inputs, event, workspace, signal, say, keep, onCommits });
    keep(found.check);
    // the rest is told by the last step, which has all the time it needs
    signal.throwIfAborted();
    return found;
  } finally {
    endGroup();
  }
}

/** What comes when the job is over. */
export async function afterJob(): Promise<void> {
  if (getState("told") === "true") return;
  const pid = Number(getState("pid"));
  if (Number.isSafeInteger(pid) && pid > 0) endLeftovers(repositoryRoot(workspace), pid);
  const check = savedCheck(env);
  if (check === undefined) return;
  say("the job was cancelled: telling what was measured by then");
  const commits = JSON.parse(getState("commits") || "{}") as { base?: string; head?: string };
  await tell({ inputs: readInputs(env), event: readEvent(env), workspace, env, say, check, ...commits });
}

// a runner starts this file; what imports it calls `run` or `afterJob` itself
if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url))
  await run();
