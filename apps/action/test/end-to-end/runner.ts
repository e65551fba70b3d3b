/**
 * The runner, as the Action sees it: starts the committed `dist` as a process of its own, with the variables and files
 * that a job has, and reads back what it wrote into them.
 * @module
 */
import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const DIST = fileURLToPath(new URL("../../dist/", import.meta.url));

/** A step that ended. */
export interface Step {
  readonly code: number | null;
  /** What the log of the job holds. */
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  readonly state: Readonly<Record<string, string>>;
}

/** What a step is run with. */
export interface StepSetting {
  readonly workspace: string;
  readonly eventName: string;
  readonly payload: unknown;
  /** By name, as in `with:`. */
  readonly inputs?: Readonly<Record<string, string>>;
  readonly env?: NodeJS.ProcessEnv;
  /** File of `dist`. */
  readonly file?: string;
}

/** A job with its folders; steps of it may be run one after another, the last step's `post` too. */
export class Runner {
  readonly temp: string;
  readonly #folder: () => string;

  /** @param folder gives an empty folder that somebody removes */
  constructor(folder: () => string) {
    this.#folder = folder;
    this.temp = folder();
  }

  /** Runs the Action, or its `post` with the state that its main left. */
  async run(setting: StepSetting, state: Readonly<Record<string, string>> = {}): Promise<Step> {
    return await this.start(setting, state).ended;
  }

  /** Starts the Action; for what happens while it runs. */
  start(
    { workspace, eventName, payload, inputs = {}, env = {}, file = "index.mjs" }: StepSetting,
    state: Readonly<Record<string, string>> = {},
  ): { readonly process: ChildProcess; readonly ended: Promise<Step> } {
    const folder = this.#folder();
    const at = (name: string): string => join(folder, name);
    for (const name of ["output", "summary", "state"]) writeFileSync(at(name), "");
    writeFileSync(at("event.json"), JSON.stringify(payload));
    mkdirSync(at("tools"), { recursive: true });
    const child = spawn(process.execPath, [join(DIST, file)], {
      cwd: workspace,
      env: {
        PATH: process.env["PATH"],
        HOME: process.env["HOME"],
        TMPDIR: this.temp,
        CI: "true",
        GITHUB_ACTIONS: "true",
        GITHUB_ACTION: "__self",
        GITHUB_WORKSPACE: workspace,
        GITHUB_EVENT_NAME: eventName,
        GITHUB_EVENT_PATH: at("event.json"),
        GITHUB_OUTPUT: at("output"),
        GITHUB_STEP_SUMMARY: at("summary"),
        GITHUB_STATE: at("state"),
        GITHUB_SERVER_URL: "https://github.com",
        GITHUB_RUN_ID: "4242",
        GITHUB_RUN_ATTEMPT: "1",
        GITHUB_WORKFLOW: "gramme",
        GITHUB_ACTOR: "tess",
        RUNNER_TEMP: this.temp,
        RUNNER_TOOL_CACHE: at("tools"),
        RUNNER_ENVIRONMENT: "github-hosted",
        ImageOS: "ubuntu24",
        ImageVersion: "20261115.1.0",
        ...Object.fromEntries(
          Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
        ),
        ...Object.fromEntries(Object.entries(state).map(([name, value]) => [`STATE_${name}`, value])),
        ...env,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const log: string[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => log.push(text));
    }
    const ended = new Promise<Step>((resolve) => {
      child.on("close", (code) => {
        resolve({
          code,
          log: log.join(""),
          outputs: commandFile(at("output")),
          summary: readFileSync(at("summary"), "utf8"),
          state: commandFile(at("state")),
        });
      });
    });
    return { process: child, ended };
  }
}

/** What a file of commands holds: `name<<delimiter`, the value, the delimiter. */
function commandFile(file: string): Readonly<Record<string, string>> {
  if (!existsSync(file)) return {};
  const found: Record<string, string> = {};
  const text = readFileSync(file, "utf8");
  for (const match of text.matchAll(
    /^(?<name>[^\n]+?)<<(?<mark>[^\n]+)\n(?<value>[\s\S]*?)\n?\k<mark>$/gmu,
  )) {
    const { name, value } = match.groups ?? {};
    if (name !== undefined) found[name] = value ?? "";
  }
  return found;
}
