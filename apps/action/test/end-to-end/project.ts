/**
 * A project with real work in it, as a repository with a pull request: a training command and an ONNX model.
 * @module
 */
import { fileURLToPath } from "node:url";
import { Repository } from "../world/repository.ts";

/**
 * Learns a line through noisy points by gradient descent: real work whose amount is its steps, and a metric that it
 * reaches.
 */
export const TRAIN = `import { writeFileSync } from "node:fs";
import { steps } from "./steps.mjs";
const n = 4000;
const x = Float64Array.from({ length: n }, (_, i) => (i / n) * 2 - 1);
const y = x.map((v, i) => 3 * v + 1 + Math.sin(i * 12.9898) * 0.1);
let [a, b] = [0, 0];
for (let step = 0; step < steps; step += 1) {
  let [da, db] = [0, 0];
  for (let i = 0; i < n; i += 1) { const e = a * x[i] + b - y[i]; da += e * x[i]; db += e; }
  a -= (0.01 * da) / n; b -= (0.01 * db) / n;
}
const error = x.reduce((sum, v, i) => sum + (a * v + b - y[i]) ** 2, 0) / n;
writeFileSync("metrics.jsonl", JSON.stringify({ step: steps, metric: "mse", value: error }) + "\\n");
`;

/** Steps of the training, that many. */
export function stepsOf(steps: number): string {
  return `export const steps = ${steps};\n`;
}

/** Steps that take about as long as the start of a process, some hundredths of a second. */
export const STEPS = 7_500;

/** What `npm ci` would do: the runtime of the models, from this repository's own packages. */
const SETUP = `ln -s ${fileURLToPath(new URL("../../../../node_modules", import.meta.url))} node_modules`;

/** A gramme.yml for it. */
export function configOf({
  gate = "{ max-pairs: 8, budget: 60s }",
  more = "",
}: { readonly gate?: string; readonly more?: string } = {}): string {
  return `version: 1
site: { zone: FR }
setup: ${SETUP}
gate: ${gate}
workloads:
  - name: line
    phase: training
    task: tabular-regression
    run: ${process.execPath} train.mjs
    per: step
    units: ${STEPS}
    quality: { file: metrics.jsonl, metric: mse, better: lower }
${more}`;
}

/** An ONNX workload for it; the model is of one operation, and its bytes are bench's fixture. */
export const ONNX_WORKLOAD = `  - name: double
    phase: inference
    task: tabular-regression
    onnx: double.onnx
    shapes: { x: [512, 4] }
    inferences: 8000
`;

/** The pull request, and the clone that a job has of it. */
export interface PullRequest {
  readonly origin: Repository;
  readonly base: string;
  readonly head: string;
  readonly merge: string;
}

/** Base's files, then what the pull request changes; the merge commit as GitHub makes it. All by two starts of git. */
export function pullRequest(
  base: Readonly<Record<string, string | Buffer>>,
  head: Readonly<Record<string, string | Buffer>>,
): PullRequest {
  const origin = new Repository();
  origin.gitWith(
    Buffer.concat([
      ...commit("refs/heads/main", 1, [], base),
      ...commit("refs/heads/change", 2, ["from :1"], head),
      ...commit("refs/pull/7/merge", 3, ["from :1", "merge :2"], head),
    ]),
    "fast-import",
    "--quiet",
  );
  const [baseCommit = "", headCommit = "", merge = ""] = origin
    .git("rev-parse", "refs/heads/main", "refs/heads/change", "refs/pull/7/merge")
    .split("\n");
  return { origin, base: baseCommit, head: headCommit, merge };
}

/** One commit in the language of `git fast-import`. */
function commit(
  ref: string,
  mark: number,
  parents: readonly string[],
  files: Readonly<Record<string, string | Buffer>>,
): readonly Buffer[] {
  const lines = [
    `commit ${ref}`,
    `mark :${mark}`,
    `committer Tess <tess@example.org> ${1_800_000_000 + mark} +0000`,
    // another message, or equal commits would be one
    `data ${ref.length}`,
    ref,
    ...parents,
    "",
  ];
  return [
    Buffer.from(lines.join("\n")),
    ...Object.entries(files).flatMap(([path, content]) => [
      Buffer.from(`M 100644 inline ${path}\ndata ${Buffer.byteLength(content)}\n`),
      Buffer.from(content),
      Buffer.from("\n"),
    ]),
  ];
}

/** A job's event for it. */
export function payloadOf(
  { head, base }: PullRequest,
  change: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> {
  return {
    action: "synchronize",
    number: 7,
    pull_request: {
      number: 7,
      head: { sha: head, ref: "change", repo: { full_name: "gramme/example" } },
      base: { sha: base, ref: "main", repo: { full_name: "gramme/example" } },
      labels: [],
      body: "",
      ...change,
    },
  };
}
