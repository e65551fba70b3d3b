/**
 * Is the meter right, and what does it cost? Each command runs once under both `time` and Gramme, so that the two
 * figures are of the same run. As root the whole is done again as the user nobody. Prints Markdown for
 * docs/benchmarks.md.
 * @module
 */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chooseMeters, measureCommand } from "@gramme/bench";

const root = fileURLToPath(new URL("..", import.meta.url));
const NOBODY = 65_534;
const TIMES = 5;

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

const folder = mkdtempSync(join(tmpdir(), "gramme-metering-"));
const burn = join(folder, "burn.cjs");
writeFileSync(
  burn,
  "const until = Number(process.argv[2]) * 1e6; const used = () => { const u = process.cpuUsage(); return u.user + u.system; }; while (used() < until) {}",
);
const node = process.execPath;

const CASES: readonly (readonly [string, string])[] = [
  ["one process, 2 s", `${node} ${burn} 2`],
  ["four processes at once", `for i in 1 2 3 4; do ${node} ${burn} 0.5 & done; wait`],
  ["60 short processes", `for i in $(seq 60); do ${node} ${burn} 0.02; done`],
  ["double-forked daemon 1 s + 0.5 s", `(setsid ${node} ${burn} 1 &) ; ${node} ${burn} 0.5`],
];

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

async function table(): Promise<void> {
  const meters = chooseMeters();
  const clock = meters.report.find(
    ({ meter, available }) => available && (meter === "cgroup-v2" || meter === "reaped-children"),
  );
  say(`Meter: ${clock?.meter ?? "none"} (${clock?.detail ?? ""}).`);
  const refused = meters.report.find(({ meter, available }) => meter === "cgroup-v2" && !available);
  if (refused !== undefined) say(`cgroup v2: ${refused.detail}.`);
  say("\n| command | `time`, CPU s | Gramme, CPU s | Gramme ÷ time | misses |");
  say("|---|---:|---:|---:|---|");
  for (const [name, script] of CASES) {
    const rows: { readonly time: number; readonly ours: number; readonly misses: string }[] = [];
    for (let n = 0; n < TIMES; n += 1) {
      const note = join(folder, `time-${process.getuid?.() ?? 0}`);
      const run = await measureCommand(
        {
          argv: ["/usr/bin/time", "-f", "%U %S", "-o", note, "sh", "-c", script],
          output: "capture",
          lingerS: 20,
          leftovers: "kill",
        },
        meters,
      );
      const [user = Number.NaN, system = Number.NaN] = readFileSync(note, "utf8")
        .trim()
        .split(" ")
        .map(Number);
      rows.push({ time: user + system, ours: run.cpuS ?? Number.NaN, misses: run.misses.join("; ") });
    }
    const ratio = median(rows.map(({ time, ours }) => ours / time));
    say(
      `| ${name} | ${median(rows.map(({ time }) => time)).toFixed(2)} | ${median(rows.map(({ ours }) => ours)).toFixed(3)} | ${ratio.toFixed(4)} | ${rows[0]?.misses ?? ""} |`,
    );
  }
}

async function cost(): Promise<void> {
  const meters = chooseMeters();
  const harness: number[] = [];
  const gate: number[] = [];
  for (let n = 0; n < TIMES; n += 1) {
    const before = process.cpuUsage();
    await measureCommand(
      { argv: [node, burn, "2"], output: "capture", lingerS: 0, leftovers: "kill" },
      meters,
    );
    const spent = process.cpuUsage(before);
    harness.push((spent.user + spent.system) / 1e6 / 2);
    const empty = await measureCommand(
      { argv: ["true"], output: "capture", lingerS: 0, leftovers: "kill" },
      meters,
    );
    gate.push((empty.cpuS ?? 0) / 2);
  }
  say("\n### What metering costs, on a command of 2 CPU-seconds\n");
  say(`- the harness, beside the command: ${(median(harness) * 100).toFixed(2)} % of its CPU time`);
  say(`- inside what is counted (the gate's shell; all of \`true\`): ${(median(gate) * 100).toFixed(2)} %`);
  say(`- medians of ${TIMES}`);
}

try {
  const user = process.getuid?.() === 0 ? "root" : "an ordinary user without sudo";
  say(`\n### As ${user}, medians of ${TIMES}\n`);
  await table();
  if (process.getuid?.() === 0) {
    await cost();
    const copy = mkdtempSync(join(tmpdir(), "gramme-nobody-"));
    try {
      // nobody may not read our checkout; its own copy has the sources and a way to the packages
      for (const part of ["scripts", "packages", "package.json"]) {
        cpSync(join(root, part), join(copy, part), { recursive: true });
      }
      cpSync(join(root, "node_modules/@gramme"), join(copy, "node_modules/@gramme"), {
        recursive: true,
        verbatimSymlinks: true,
      });
      for (const name of [
        "zod",
        "yaml",
        "commander",
        "cli-table3",
        "@tgwf",
        "iso-3166",
        "fastest-levenshtein",
        "@colors",
        "string-width",
        "emoji-regex",
        "is-fullwidth-code-point",
        "strip-ansi",
        "ansi-regex",
      ]) {
        cpSync(join(root, "node_modules", name), join(copy, "node_modules", name), { recursive: true });
      }
      cpSync(process.execPath, join(copy, "node"));
      spawnSync("chmod", ["-R", "a+rX", copy]);
      spawnSync(join(copy, "node"), [join(copy, "scripts/perf-metering.ts")], {
        uid: NOBODY,
        gid: NOBODY,
        stdio: "inherit",
        env: { PATH: "/usr/bin:/bin", TMPDIR: tmpdir() },
      });
    } finally {
      rmSync(copy, { recursive: true, force: true });
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
