/**
 * Does the Action hold on this machine? Its committed `dist` runs as a process of its own on pull requests of
 * examples/service, against a stand-in for GitHub: unchanged ones, ones that make the images of super-resolution 10 %
 * larger, and 10 % smaller. Prints Markdown for docs/benchmarks.md. Takes one to two minutes a run.
 * @module
 */
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync, readFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { startGitHub } from "../apps/action/test/github-stand-in/index.ts";
import { Runner } from "../apps/action/test/end-to-end/runner.ts";
import { Repository } from "../apps/action/test/world/repository.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const SERVICE = "examples/service";
const PLANTED = "super-resolution";
const { values } = parseArgs({
  options: {
    unchanged: { type: "string", default: "20" },
    larger: { type: "string", default: "20" },
    smaller: { type: "string", default: "10" },
  },
});

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};
const folders: string[] = [];
const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), "gramme-perf-"));
  folders.push(made);
  return made;
};

/** Makes each image of the samples wider or narrower by repeating or leaving out columns; run by head's set-up. */
const PLANT = `import { readFileSync, writeFileSync } from "node:fs";
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

interface Change {
  readonly title: string;
  readonly files: Readonly<Record<string, string>>;
  readonly runs: number;
  readonly wanted: string;
}

const CHANGES: readonly Change[] = [
  {
    title: "Nothing that matters changes",
    files: { [`${SERVICE}/src/note.ts`]: "// nothing\n" },
    runs: Number(values.unchanged),
    wanted: "no-change",
  },
  {
    title: `Images of ${PLANTED} 10 % larger`,
    files: { [`${SERVICE}/plant.mjs`]: PLANT.replaceAll("FACTOR", "1.1") },
    runs: Number(values.larger),
    wanted: "regression",
  },
  {
    title: `Images of ${PLANTED} 10 % smaller`,
    files: { [`${SERVICE}/plant.mjs`]: PLANT.replaceAll("FACTOR", "0.9") },
    runs: Number(values.smaller),
    wanted: "improvement",
  },
];

interface Row {
  readonly name: string;
  readonly verdict: string;
  readonly change_percent: number;
  readonly change_low_percent?: number;
  readonly change_high_percent?: number;
  readonly pairs: number;
}

interface Ran {
  readonly rows: readonly Row[];
  readonly startS: number;
  readonly totalS: number;
}

const github = await startGitHub();

async function once(origin: Repository, base: string, merge: string, run: number): Promise<Ran> {
  const clone = new Repository(folder());
  clone.git("remote", "add", "origin", origin.url);
  clone.git("fetch", "--quiet", "--no-tags", "--depth=2", origin.url, merge);
  clone.git("checkout", "--quiet", "--detach", merge);
  const from = performance.now();
  let startS = Number.NaN;
  const started = new Runner(folder).start({
    workspace: clone.folder,
    eventName: "pull_request",
    payload: {
      pull_request: {
        number: 7,
        head: { sha: merge, ref: "change", repo: { full_name: github.repository } },
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
    },
  });
  started.process.stdout?.on("data", (text: string) => {
    if (Number.isNaN(startS) && text.includes("warm-up of each arm"))
      startS = (performance.now() - from) / 1000;
  });
  const step = await started.ended;
  const { workloads } = step.outputs;
  if (workloads === undefined) throw new Error(step.log);
  return {
    rows: JSON.parse(workloads) as readonly Row[],
    startS,
    totalS: (performance.now() - from) / 1000,
  };
}

function cell(row: Row): string {
  const end = (value: number | undefined): string => value?.toFixed(1) ?? "?";
  return `${row.verdict} ${end(row.change_percent)} [${end(row.change_low_percent)}, ${end(row.change_high_percent)}] n=${row.pairs}`;
}

function median(numbers: readonly number[]): string {
  return numbers.toSorted((a, b) => a - b)[numbers.length >> 1]?.toFixed(1) ?? "?";
}

try {
  say(`Machine: ${cpus()[0]?.model ?? "?"}, ${cpus().length} threads.`);
  say("Cells: verdict, change in %, interval, pairs.");
  let run = 0;
  for (const { title, files, runs, wanted } of CHANGES.filter((change) => change.runs > 0)) {
    const origin = service();
    const base = origin.git("rev-parse", "HEAD");
    const head = origin.commit(files);
    origin.git("checkout", "--quiet", "--detach", base);
    origin.git("merge", "--quiet", "--no-ff", "--message", "Merge", head);
    const merge = origin.git("rev-parse", "HEAD");
    origin.git("update-ref", "refs/pull/7/merge", merge);
    github.state.openPull({
      number: 7 + run,
      head: { owner: "gramme", repository: github.repository, branch: "change", sha: head },
    });
    const all: Ran[] = [];
    say(`\n### ${title}\n`);
    for (let n = 1; n <= runs; n += 1) {
      run += 1;
      const ran = await once(origin, base, merge, run);
      if (n === 1) {
        say(`| run | s | to the first process, s | ${ran.rows.map(({ name }) => name).join(" | ")} |`);
        say(`|---:|---:|---:|${ran.rows.map(() => "---|").join("")}`);
      }
      all.push(ran);
      say(
        `| ${n} | ${ran.totalS.toFixed(0)} | ${ran.startS.toFixed(2)} | ${ran.rows.map((row) => cell(row)).join(" | ")} |`,
      );
    }
    const called = (verdict: string, of: (row: Row) => boolean): number =>
      all.filter(({ rows }) => rows.some((row) => of(row) && row.verdict === verdict)).length;
    const planted = ({ name }: Row): boolean => wanted === "no-change" || name === PLANTED;
    say("");
    if (wanted === "no-change") {
      const settled = all.filter(({ rows }) => rows.every((row) => row.verdict === "no-change")).length;
      say(
        `Runs in which everything was settled as no-change: ${settled} of ${runs}; with something inconclusive: ${called("inconclusive", planted)}.`,
      );
      say(
        `Runs with a false regression: ${called("regression", planted)}; with a false improvement: ${called("improvement", planted)}.`,
      );
    } else {
      say(
        `${PLANTED} called ${wanted}: ${called(wanted, planted)} of ${runs}; inconclusive: ${called("inconclusive", planted)}; no-change: ${called("no-change", planted)}.`,
      );
      const others = (row: Row): boolean => !planted(row);
      say(
        `Others called: regression in ${called("regression", others)} runs, improvement in ${called("improvement", others)}.`,
      );
    }
    say(
      `Median: ${median(all.map(({ totalS }) => totalS))} s a run, ${median(all.map(({ startS }) => startS))} s from start to the first process.`,
    );
  }
  for (const violation of github.violations) say(`violation: ${violation}`);
} finally {
  await github.close();
  for (const made of folders) rmSync(made, { recursive: true, force: true });
}
