/**
 * Does the Action hold on this machine? Its committed `dist` runs as a process of its own on pull requests of
 * examples/service: unchanged ones, ones that make the images of super-resolution 10 % larger, and 10 % smaller.
 * Prints Markdown for docs/benchmarks.md. Takes one to two minutes a run.
 * @module
 */
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { startGitHub } from "../apps/action/test/github-stand-in/index.ts";
import {
  plant,
  PLANTED,
  removeFolders,
  runAction,
  SERVICE,
  servicePullRequest,
} from "./service-pull-request.ts";

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
    files: plant(1.1),
    runs: Number(values.larger),
    wanted: "regression",
  },
  {
    title: `Images of ${PLANTED} 10 % smaller`,
    files: plant(0.9),
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

function end(value: number | undefined): string {
  return value?.toFixed(1) ?? "?";
}

function cell(row: Row): string {
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
    const pull = servicePullRequest(files);
    const all: Ran[] = [];
    say(`\n### ${title}\n`);
    for (let n = 1; n <= runs; n += 1) {
      run += 1;
      const { step, startS, totalS } = await runAction(github, pull, run);
      const ran: Ran = {
        rows: JSON.parse(step.outputs["workloads"] ?? "") as readonly Row[],
        startS,
        totalS,
      };
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
  removeFolders();
}
