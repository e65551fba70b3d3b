/**
 * A first gramme.yml: training scripts and ONNX models that are found, with what has to be filled in said beside it.
 * @module
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

const SKIPPED = new Set(["node_modules", "dist", "build", "venv", "__pycache__", "target"]);
const DEEPEST = 4;
const MOST_FOUND = 5;

interface Found {
  readonly training: readonly string[];
  readonly models: readonly string[];
}

/** Text of a configuration for what stands in `folder`; valid as it is, and honest about what it guessed. */
export function firstConfig(folder: string): string {
  const { training, models } = find(folder);
  const setup = setupOf(folder);
  const names = new Set<string>();
  const nameOf = (path: string): string => {
    const stem = (path.split(/[\\/]/u).at(-1) ?? "work")
      .replace(/\.[^.]+$/u, "")
      .replaceAll(/[^A-Za-z0-9._-]/gu, "-");
    let name = /^[A-Za-z0-9]/u.test(stem) ? stem.slice(0, 60) : `w${stem.slice(0, 59)}`;
    for (let n = 2; names.has(name); n += 1) name = `${name.replace(/-\d+$/u, "")}-${n}`;
    names.add(name);
    return name;
  };
  const workloads = [
    ...training.map((path) => trainingText(nameOf(path), path)),
    ...models.map((path) => modelText(nameOf(path), path)),
  ];
  if (workloads.length === 0) workloads.push(trainingText("train", undefined));
  return `# What Gramme measures. \`gramme validate\` checks it, \`gramme bench\` measures it.
version: 1
site: { zone: unknown }        # your country or cloud-region; unknown is allowed, and widens the intervals
${setup === undefined ? "# setup: make data            # run once in each arm before anything is measured" : `setup: ${setup}`}
gate: { threshold: 5%, max-pairs: 40, budget: 10m }
workloads:
${workloads.join("\n")}`;
}

function trainingText(name: string, path: string | undefined): string {
  const [run, hint] =
    path === undefined
      ? ["true", "nothing was found: put your training command here"]
      : [`${runnerOf(path)} ${shellWord(path)}`, "shorten it to a few seconds, so that pairs are quick"];
  return `  - name: ${name}
    phase: training
    run: ${JSON.stringify(run)}    # ${hint}
    per: step
    units: 1                   # steps that this command does
    # full-run: 5000           # steps of one real training
    # short-run: 10            # with full-run: fewer than units, and {units} in run; tells start-up apart from steps
    # quality: { file: metrics.jsonl, metric: accuracy, better: higher }
`;
}

/** A path as one word of a shell, whatever is in it. */
function shellWord(path: string): string {
  return /^[\w./-]+$/u.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}

function modelText(name: string, path: string): string {
  return `  - name: ${name}
    phase: inference
    # task: text-classification    # a Hugging Face pipeline tag
    onnx: ${JSON.stringify(path)}
    shapes: { input: [1, 3, 224, 224] }   # a guess: \`gramme bench\` tells the names and shapes it wants; better: inputs: samples.json
    inferences: 100
`;
}

function runnerOf(path: string): string {
  return path.endsWith(".py") ? "python" : "node";
}

function setupOf(folder: string): string | undefined {
  const has = (file: string): boolean => existsSync(join(folder, file));
  if (has("package-lock.json")) return "npm ci";
  if (has("uv.lock")) return "uv sync --frozen";
  if (has("requirements.txt")) return "pip install -r requirements.txt";
  if (has("pyproject.toml") && readFileSync(join(folder, "pyproject.toml"), "utf8").includes("[project]")) {
    return "pip install .";
  }
  return undefined;
}

function find(folder: string): Found {
  const training: string[] = [];
  const models: string[] = [];
  const walk = (here: string, depth: number): void => {
    if (depth > DEEPEST) return;
    for (const entry of readdirSync(here, { withFileTypes: true }).toSorted((a, b) =>
      a.name < b.name ? -1 : 1,
    )) {
      if (entry.name.startsWith(".") || SKIPPED.has(entry.name)) continue;
      const path = join(here, entry.name);
      const shown = relative(folder, path).replaceAll("\\", "/");
      if (entry.isDirectory()) walk(path, depth + 1);
      else if (entry.name.endsWith(".onnx") && models.length < MOST_FOUND) models.push(shown);
      else if (/^train[\w-]*\.(py|ts|mjs|js)$/u.test(entry.name) && training.length < MOST_FOUND)
        training.push(shown);
    }
  };
  walk(folder, 0);
  return { training, models };
}
