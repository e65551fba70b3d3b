/**
 * examples/service as a repository of its own with a pull request, and the Action's committed `dist` run on it against a
 * stand-in for GitHub. What is installed and prepared here is linked in, so that no run installs anything.
 * @module
 */
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Runner } from "../apps/action/test/end-to-end/runner.ts";
import type { Step } from "../apps/action/test/end-to-end/runner.ts";
import type { GitHubStandIn } from "../apps/action/test/github-stand-in/index.ts";
import { Repository } from "../apps/action/test/world/repository.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
/** Folder of the service in the repository. */
export const SERVICE = "examples/service";
/** The workload whose images {@link plant} changes. */
export const PLANTED = "super-resolution";

const folders: string[] = [];

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), "gramme-service-"));
  folders.push(made);
  return made;
}

/** Removes every folder that was made here. */
export function removeFolders(): void {
  for (const made of folders.splice(0)) rmSync(made, { recursive: true, force: true });
}

/** Makes each image of the samples wider or narrower by repeating or leaving out columns; run by head's set-up. */
const PLANT_PROGRAM = `import { readFileSync, writeFileSync } from "node:fs";
const file = "artifacts/inputs/super-resolution.json";
const content = JSON.parse(readFileSync(file, "utf8"));
let columns = 0;
content.samples.forEach((sample, index) => {
  for (const tensor of Object.values(sample)) {
    const width = tensor.dims.at(-1);
    const wanted = Math.round(width * FACTOR * (index + 1)) - Math.round(width * FACTOR * index);
    const pixels = new Float32Array(Uint8Array.from(Buffer.from(tensor.base64, "base64")).buffer);
    const rows = pixels.length / width;
    const other = new Float32Array(rows * wanted);
    for (let row = 0; row < rows; row += 1)
      for (let column = 0; column < wanted; column += 1)
        other[row * wanted + column] = pixels[row * width + (column % width)];
    tensor.dims = [...tensor.dims.slice(0, -1), wanted];
    tensor.base64 = Buffer.from(other.buffer).toString("base64");
    columns += wanted;
  }
});
writeFileSync(file, JSON.stringify(content));
`;

/** A change that makes the images of {@link PLANTED} so many times as wide: exactly as much more work for the model. */
export function plant(factor: number): Readonly<Record<string, string>> {
  return { [`${SERVICE}/plant.mjs`]: PLANT_PROGRAM.replaceAll("FACTOR", String(factor)) };
}

/** The service as a project of its own, whose set-up takes what is installed and prepared here. */
function service(): Repository {
  const origin = new Repository(folder());
  const files = execFileSync("git", ["ls-files", "-z", SERVICE], { cwd: root, encoding: "utf8" });
  for (const file of files.split("\0").filter((name) => name !== "")) {
    mkdirSync(join(origin.folder, dirname(file)), { recursive: true });
    cpSync(join(root, file), join(origin.folder, file));
  }
  const config = join(origin.folder, SERVICE, "gramme.yml");
  const prepared = join(root, SERVICE, "artifacts");
  const setup = [
    `ln -s ${root}node_modules ../../node_modules`,
    `mkdir artifacts && cp -r ${prepared}/inputs ${prepared}/models ${prepared}/cache ${prepared}/prepared artifacts/`,
    "if [ -e plant.mjs ]; then node plant.mjs; fi",
  ].join(" && ");
  writeFileSync(
    config,
    readFileSync(config, "utf8").replace(/^setup: .*$/mu, `setup: ${JSON.stringify(setup)}`),
  );
  origin.git("add", "--all");
  origin.git("commit", "--quiet", "--message", "base");
  return origin;
}

/** A pull request of the service. */
export interface ServicePullRequest {
  readonly origin: Repository;
  readonly base: string;
  readonly head: string;
  /** The merge commit that GitHub would make. */
  readonly merge: string;
}

/** A pull request that writes these files. */
export function servicePullRequest(files: Readonly<Record<string, string>>): ServicePullRequest {
  const origin = service();
  const base = origin.git("rev-parse", "HEAD");
  const head = origin.commit(files);
  origin.git("checkout", "--quiet", "--detach", base);
  origin.git("merge", "--quiet", "--no-ff", "--message", "Merge", head);
  const merge = origin.git("rev-parse", "HEAD");
  origin.git("update-ref", "refs/pull/7/merge", merge);
  return { origin, base, head, merge };
}

/** A run of the Action, and how long it took to its first process and in all. */
export interface ActionRun {
  readonly step: Step;
  readonly startS: number;
  readonly totalS: number;
}

/** Runs the Action on a pull request; `run` is the id of the run, and so the seed of its order. */
export async function runAction(
  github: GitHubStandIn,
  { origin, base, head, merge }: ServicePullRequest,
  run: number,
): Promise<ActionRun> {
  if (github.state.pulls.length === 0) {
    github.state.openPull({
      number: 7,
      head: { owner: "gramme", repository: github.repository, branch: "change", sha: head },
    });
  }
  const clone = new Repository(folder());
  clone.git("remote", "add", "origin", origin.url);
  clone.git("fetch", "--quiet", "--no-tags", "--depth=2", origin.url, merge);
  clone.git("checkout", "--quiet", "--detach", merge);
  const from = performance.now();
  const sinceStart = (): number => (performance.now() - from) / 1000;
  let startS = Number.NaN;
  const started = new Runner(folder).start({
    workspace: clone.folder,
    eventName: "pull_request",
    payload: {
      pull_request: {
        number: 7,
        head: { sha: head, ref: "change", repo: { full_name: github.repository } },
        base: { sha: base, ref: "main", repo: { full_name: github.repository } },
        labels: [],
        body: "",
      },
    },
    inputs: { config: `${SERVICE}/gramme.yml`, token: github.token, artifact: "" },
    env: {
      GITHUB_API_URL: github.url,
      GITHUB_REPOSITORY: github.repository,
      GITHUB_SHA: merge,
      GITHUB_REF: "refs/pull/7/merge",
      GITHUB_RUN_ID: String(run),
      // it is no machine of GitHub's
      RUNNER_ENVIRONMENT: "self-hosted",
      ImageOS: "",
      ImageVersion: "",
    },
  });
  started.process.stdout?.on("data", (text: string) => {
    if (Number.isNaN(startS) && text.includes("warm-up of each arm")) startS = sinceStart();
  });
  const step = await started.ended;
  if (step.outputs["workloads"] === undefined) throw new Error(step.log);
  return { step, startS, totalS: sinceStart() };
}
