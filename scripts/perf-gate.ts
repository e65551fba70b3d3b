/**
 * Does the gate hold on this machine? Two laid-out copies of HEAD are compared, `--runs` times as they are (no
 * regression may be called) and `--runs` times with 15 % more pixels planted in head's images (it should be called).
 * Prints Markdown for docs/benchmarks.md. Takes a minute or two a run.
 * @module
 */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { compareArms, layOut, loadConfig, openBench, prepare } from "@gramme/bench";
import type { WireComparedWorkload } from "@gramme/core/wire";

const root = fileURLToPath(new URL("..", import.meta.url));
const inside = "examples/service";
const PLANTED = "super-resolution";
const { values } = parseArgs({ options: { runs: { type: "string", default: "20" } } });
const runs = Number(values.runs);

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

const commit = execFileSync("git", ["rev-parse", "HEAD"], { cwd: root, encoding: "utf8" }).trim();
const trees = { base: layOut(root, commit, "base"), head: layOut(root, commit, "head") };
const arms = { base: join(trees.base.root, inside), head: join(trees.head.root, inside) };
const loaded = loadConfig(join(arms.base, "gramme.yml"));
const compared = loaded.config.gate?.workloads;
const workloads = loaded.config.workloads.filter(({ name }) => compared?.includes(name) ?? true);
const names = workloads.map(({ name }) => name);
for (const arm of ["base", "head"] as const) await prepare(loaded.config.setup, arms[arm], arm);

/** Images of head that are 74 pixels wide in place of 64, by repeating columns: 15.6 % more work for the model. */
function plant(): void {
  const file = join(arms.head, "artifacts/inputs/super-resolution.json");
  const content = JSON.parse(readFileSync(file, "utf8")) as Samples;
  for (const sample of content.samples) {
    for (const tensor of Object.values(sample)) widen(tensor);
  }
  writeFileSync(file, JSON.stringify(content));
}

interface Samples {
  readonly samples: readonly Record<string, { dims: number[]; base64: string }>[];
}

const WIDER = 74;

function widen(tensor: { dims: number[]; base64: string }): void {
  const width = tensor.dims.at(-1) ?? 0;
  if (width !== 64)
    throw new Error(`images are ${width} wide, not 64: the planted 15 % would be something else`);
  const pixels = new Float32Array(Uint8Array.from(Buffer.from(tensor.base64, "base64")).buffer);
  const rows = pixels.length / width;
  const wider = new Float32Array(rows * WIDER);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < WIDER; column += 1) {
      wider[row * WIDER + column] = pixels[row * width + (column % width)] ?? 0;
    }
  }
  tensor.dims = [...tensor.dims.slice(0, -1), WIDER];
  tensor.base64 = Buffer.from(wider.buffer).toString("base64");
}

function percent(value: number | undefined): string {
  return value === undefined ? "?" : (value * 100).toFixed(1);
}

function cell({ verdict, change, low, high, pairs }: WireComparedWorkload): string {
  return `${verdict} ${percent(change)} [${percent(low)}, ${percent(high)}] n=${pairs}`;
}

async function series(
  title: string,
  firstSeed: number,
): Promise<readonly (readonly WireComparedWorkload[])[]> {
  say(`\n### ${title}\n`);
  say(`| run | s | ${names.join(" | ")} |`);
  say(`|---:|---:|${names.map(() => "---|").join("")}`);
  const all: (readonly WireComparedWorkload[])[] = [];
  for (let run = 1; run <= runs; run += 1) {
    const { comparisons, own_cost: cost } = await compareArms(
      loaded.config,
      { compared: workloads },
      arms,
      openBench(loaded.config),
      { replicates: 1, only: [], seed: firstSeed + run, progress: { step: () => {}, note: () => {} } },
    );
    all.push(comparisons);
    say(`| ${run} | ${cost.wall_s.toFixed(0)} | ${comparisons.map((row) => cell(row)).join(" | ")} |`);
  }
  return all;
}

const count = (all: readonly (readonly WireComparedWorkload[])[], verdict: string, name?: string): number =>
  all.filter((run) => run.some((row) => row.verdict === verdict && (name ?? row.name) === row.name)).length;

try {
  say(`Machine: ${cpus()[0]?.model ?? "?"}, ${cpus().length} threads. Commit ${commit.slice(0, 12)}.`);
  say("Cells: verdict, change in %, interval, pairs.");
  const same = await series("Base against base", 0);
  say(
    `\nRuns with a regression called: ${count(same, "regression")} of ${runs}; improvement: ${count(same, "improvement")};`,
  );
  say(`with something inconclusive: ${count(same, "inconclusive")}.`);
  plant();
  const planted = await series(`Head's images are 15.6 % larger (${PLANTED})`, 1000);
  say(`\n${PLANTED} called a regression: ${count(planted, "regression", PLANTED)} of ${runs}, `);
  say(
    `inconclusive: ${count(planted, "inconclusive", PLANTED)}, no-change: ${count(planted, "no-change", PLANTED)}.`,
  );
  const others = planted.map((run) => run.filter(({ name }) => name !== PLANTED));
  say(`Other workloads called a regression: in ${count(others, "regression")} runs.`);
} finally {
  trees.head.remove();
  trees.base.remove();
}
