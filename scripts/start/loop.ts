/**
 * The whole loop: measures examples/service, starts a ledger and tells it, serves the tasks metered, sends them real
 * requests, and waits until all of them are counted. Nothing in it is seeded or made up.
 * @module
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadConfig, measuredText } from "@gramme/bench";
import { RunResult, type WireRunResult } from "@gramme/core/wire";
import { writeWhole } from "../../examples/service/src/artifacts.ts";
import { TASKS } from "../../examples/service/src/tasks/index.ts";
import { sendSamples, type TaskSent } from "../../examples/service/src/serve/send-samples.ts";
import { counted } from "./counted.ts";
import { committedFolder, type StartFolder } from "./folder.ts";
import type { Household } from "./household.ts";
import { planOf, type StartPlan } from "./plan.ts";
import { keptPort, USUAL_PORT } from "./port.ts";
import { steps } from "./progress.ts";
import { assertRoom } from "./room.ts";
import { StartError } from "./start-error.ts";
import { oneLine, servedText } from "./told.ts";

/** How to go about it. */
export interface LoopOptions {
  /** Absolute path of the gramme.yml that is measured. */
  readonly config: string;
  readonly folder: StartFolder;
  /** How long requests are sent, s; three of each task at least. */
  readonly seconds: number;
  /** Port of the ledger; the usual one where it is free, when not said. */
  readonly port?: number | undefined;
  /** Owns the processes: whoever gives it ends it. */
  readonly home: Household;
  /** Ends what is under way. */
  readonly signal: AbortSignal;
  /** Hears progress. */
  readonly say: (text: string) => void;
}

/** A loop that was gone through once; its ledger and its service serve on. */
export interface Loop {
  /** Address of the ledger, and of its pages. */
  readonly url: string;
  /** Address of the service. */
  readonly service: string;
  /** What was measured, what was served, and all of it in one line. */
  readonly report: string;
}

/** What is sent at least, of each task. */
const LEAST_REQUESTS = 3;
/** Requests in flight at once. */
const AT_ONCE = 2;

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const GRAMME = here("../../packages/bench/bin/gramme.mjs");
const SERVICE = here("../../examples/service/src/serve/main.ts");
const STATED = ["project.yml", "consequences.yml"].map((name) => here(`../../examples/service/${name}`));

/**
 * Goes through the loop once. Throws a {@link StartError} where a part of it fails; what can be known before a minute of
 * measuring is over is looked at before it.
 */
export async function loop(options: LoopOptions): Promise<Loop> {
  const plan = planOf(loadConfig(options.config), Object.keys(TASKS));
  const { step, note } = steps(5, options.say);
  assertRoom(options.folder.path);
  const committed = committedFolder(options.folder.path, options.config);
  const kept = await keptPort(options.port);
  const run = await step(measuring(plan), async () => measured(options, plan));
  const url = await step("starts the ledger", async () => {
    await kept.release();
    const address = await ledger(options, kept.port);
    note(`at ${address}${kept.isAnother ? `: ${USUAL_PORT} is in use` : ""}`);
    return address;
  });
  await step("tells it what was measured and what was trained", async () => {
    await tell(options, plan, { url, committed });
    if (committed === options.folder.path) note("under a commit that was made for it: there was none");
  });
  const { service, sent } = await step(serving(plan, options.seconds), async () => {
    const address = await serviceOf(options, plan, url);
    return { service: address, sent: await asked(options, plan, address) };
  });
  const answers = await step("waits until the ledger has counted all of them", async () =>
    counted(url, new Map(sent.map(({ task, inferences }) => [task, inferences])), options.signal),
  );
  return {
    url,
    service,
    report: [measuredText(run), servedText(answers, sent), "", oneLine(answers), ""].join("\n"),
  };
}

/** Benches what is planned; the result stays in the folder too. */
async function measured({ home, folder, config }: LoopOptions, plan: StartPlan): Promise<WireRunResult> {
  const names = [...plan.trainings.map(({ name }) => name), ...plan.tasks];
  const only = names.flatMap((name) => ["--workload", name]);
  const json = await home.run("gramme bench", [GRAMME, "bench", "--json", "--config", config, ...only]);
  writeWhole(runFile(folder), json);
  return RunResult.parse(JSON.parse(json));
}

async function ledger({ home, folder }: LoopOptions, port: number): Promise<string> {
  const data = join(folder.path, "ledger");
  return await home.serve("the ledger", [GRAMME, "serve", "--json", "--data", data, "--port", String(port)]);
}

/** Sends the run and what the team states, from a folder whose commit the run is of. */
async function tell(
  { home, folder }: LoopOptions,
  { trainings }: StartPlan,
  { url, committed }: { readonly url: string; readonly committed: string },
): Promise<void> {
  const trained = trainings.map(({ name }) => name);
  const words = ["--ledger", url, "--calibrate", ...(trained.length === 0 ? [] : ["--trained", ...trained])];
  const where = { cwd: committed, input: runFile(folder) };
  await home.run("gramme push", [GRAMME, "push", "-", ...STATED, ...words], where);
}

/** Starts the service, with the models that this run trained, its events in the folder until the ledger has them. */
async function serviceOf(
  { home, folder }: LoopOptions,
  { trainings }: StartPlan,
  url: string,
): Promise<string> {
  const models = trainings.flatMap(({ model, file }) =>
    (model === "digits" || model === "spam") && file !== undefined && existsSync(file)
      ? [`--${model}`, file]
      : [],
  );
  const outbox = join(folder.path, "outbox");
  return await home.serve("the service", [
    SERVICE,
    "--json",
    "--profiles",
    "--port",
    "0",
    "--ledger",
    url,
    "--outbox",
    outbox,
    ...models,
  ]);
}

/** Asks every task, and wants every answer. */
async function asked(
  { seconds, signal }: LoopOptions,
  { tasks }: StartPlan,
  service: string,
): Promise<readonly TaskSent[]> {
  const sending = { service, tasks, requests: LEAST_REQUESTS, seconds, atOnce: AT_ONCE, signal };
  const became = await sendSamples(sending);
  const refused = became.find(({ sent, answered }) => answered < sent);
  if (refused === undefined) return became;
  const { task, sent, answered, last } = refused;
  throw new StartError(`the service answered ${answered} of ${sent} requests of ${task}; the last: ${last}`);
}

function runFile({ path }: StartFolder): string {
  return join(path, "run.json");
}

function measuring({ trainings, tasks }: StartPlan): string {
  return `measures ${number(trainings.length, "full training")} and ${number(tasks.length, "task")}, each task in fresh processes`;
}

function serving({ tasks }: StartPlan, seconds: number): string {
  return `serves ${number(tasks.length, "task")}, metered, and sends real requests for ${number(seconds, "second")}`;
}

function number(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}
