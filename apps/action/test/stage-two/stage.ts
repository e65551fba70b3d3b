/**
 * Stage 2 as a subprocess in an empty folder, with the variables and files that a runner makes, and a pull request from
 * a fork in a stand-in of GitHub.
 * @module
 */
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { zipSync } from "fflate";
import type { GitHubStandIn } from "../github-stand-in/index.ts";
import { BASE_YML } from "../../src/stranger/rules.fixture.ts";

/** The repository, the commits and the run of every case. */
export const REPOSITORY = "gramme/example";
export const HEAD = "a".repeat(40);
export const BASE = "b".repeat(40);
export const RUN_ID = 4242;

/** What became of it. */
export interface Ended {
  readonly code: number | null;
  readonly log: string;
  readonly summary: string;
  readonly outputs: ReadonlyMap<string, string>;
  /** What lies in the working folder afterwards. */
  readonly files: readonly string[];
}

/** How it is started. */
export interface Started {
  readonly bundle: string;
  readonly gitHub: GitHubStandIn;
  readonly event?: string;
  readonly payload?: unknown;
  /** Of this very run. */
  readonly runId?: number;
  readonly inputs?: Readonly<Record<string, string>>;
}

/** `workflow_run` of a fork's pull request that is over. */
export function workflowRun(change: Readonly<Record<string, unknown>> = {}): unknown {
  return {
    action: "completed",
    workflow_run: {
      id: RUN_ID,
      name: "emissions",
      event: "pull_request",
      conclusion: "success",
      head_sha: HEAD,
      head_branch: "faster",
      head_repository: { full_name: "mallory/example", owner: { login: "mallory" } },
      pull_requests: [],
      ...change,
    },
  };
}

/** A pull request of a fork, and gramme.yml at both ends. */
export function openFork(gitHub: GitHubStandIn, headYml: string | undefined = BASE_YML): void {
  gitHub.state.openPull({
    number: 7,
    head: { owner: "mallory", repository: "mallory/example", branch: "faster", sha: HEAD },
    base: { branch: "main", sha: BASE },
  });
  gitHub.state.put("gramme.yml", BASE, BASE_YML);
  if (headYml !== undefined) gitHub.state.put("gramme.yml", HEAD, headYml);
}

/** Uploads a check, or any text, as the artifact of a part. */
export function upload(gitHub: GitHubStandIn, check: unknown, name: string = "gramme"): void {
  const text = typeof check === "string" ? check : JSON.stringify(check);
  const zip = zipSync({ "gramme-check.json": new TextEncoder().encode(text) });
  gitHub.state.upload({ runId: RUN_ID, name, zip });
}

/** Runs it to its end. */
export async function runStage({
  bundle,
  gitHub,
  event,
  payload,
  runId = 5151,
  inputs = {},
}: Started): Promise<Ended> {
  const folder = mkdtempSync(join(tmpdir(), "gramme-stage-two-"));
  const work = join(folder, "work");
  mkdirSync(work);
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const given = { token: gitHub.token, ...inputs };
  const env = {
    PATH: process.env["PATH"],
    GITHUB_ACTIONS: "true",
    GITHUB_EVENT_NAME: event ?? "workflow_run",
    GITHUB_EVENT_PATH: file("event.json", JSON.stringify(payload ?? workflowRun())),
    GITHUB_OUTPUT: file("output", ""),
    GITHUB_STEP_SUMMARY: file("summary", ""),
    GITHUB_WORKSPACE: work,
    GITHUB_API_URL: gitHub.url,
    GITHUB_SERVER_URL: "https://github.com",
    GITHUB_REPOSITORY: REPOSITORY,
    GITHUB_SHA: BASE,
    GITHUB_REF: "refs/heads/main",
    GITHUB_RUN_ID: String(runId),
    ...Object.fromEntries(
      Object.entries(given).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value] as const),
    ),
  };
  const { code, log } = await ended([bundle], work, env);
  const all: Ended = {
    code,
    log,
    summary: readFileSync(env.GITHUB_STEP_SUMMARY, "utf8"),
    outputs: outputsIn(readFileSync(env.GITHUB_OUTPUT, "utf8")),
    files: readdirSync(work),
  };
  rmSync(folder, { recursive: true });
  return all;
}

async function ended(
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv,
): Promise<Pick<Ended, "code" | "log">> {
  const child = spawn(process.execPath, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => chunks.push(chunk));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  return { code, log: Buffer.concat(chunks).toString("utf8") };
}

/** As the runner reads it: `name<<end`, the value, `end`. */
function outputsIn(text: string): ReadonlyMap<string, string> {
  return new Map(
    [...text.matchAll(/^(?<name>[^\n<]+)<<(?<end>[^\n]+)\n(?<value>[\s\S]*?)\n\k<end>$/gmu)].map(
      ({ groups }) => [groups?.["name"] ?? "", groups?.["value"] ?? ""],
    ),
  );
}
