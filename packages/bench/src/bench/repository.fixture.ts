/**
 * A repository with one workload, for tests that lay revisions of it out: base burns 30 ms of CPU, the working tree 60.
 * @module
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect } from "vitest";
import { loadConfig } from "../config/load-config.ts";
import { UserError } from "../config/user-error.ts";
import { benchAgainst } from "./bench-against.ts";
import type { BenchOptions } from "./setting.ts";

/** Root of the repository of this test file. */
export const repository: string = mkdtempSync(join(tmpdir(), "gramme-repository-"));
const home = process.cwd();

/** Runs git there; gives what it printed, trimmed. */
export function git(...args: readonly string[]): string {
  const identity = [
    "-c",
    "user.name=test",
    "-c",
    "user.email=test@example.org",
    "-c",
    "commit.gpgsign=false",
  ];
  return execFileSync("git", [...identity, ...args], { cwd: repository, encoding: "utf8" }).trim();
}

/** A program that burns so many ms of CPU, whatever the machine. */
export function burn(ms: number): string {
  return `const until = ${ms * 1000}; const used = () => { const u = process.cpuUsage(); return u.user + u.system; };
const from = used(); while (used() - from < until) {}\n`;
}

/** Writes its gramme.yml; `rest` stands before the workloads. */
export function config(rest: string = ""): void {
  writeFileSync(
    join(repository, "ml/gramme.yml"),
    `version: 1
gate: { max-pairs: 8 }
${rest}workloads:
  - { name: heavy, phase: training, run: ${process.execPath} heavy.cjs }
`,
  );
}

/** Makes the repository before the tests of a file, and removes it after them. */
export function withRepository(): void {
  beforeAll(() => {
    // again there for the next file of the same worker
    mkdirSync(join(repository, "ml"), { recursive: true });
    git("init", "--quiet");
    config();
    writeFileSync(join(repository, "ml/heavy.cjs"), burn(30));
    git("add", ".");
    git("commit", "--quiet", "-m", "base");
    // the regression is not committed: what is measured is the working tree
    writeFileSync(join(repository, "ml/heavy.cjs"), `require("./more.cjs");\n${burn(30)}`);
    writeFileSync(join(repository, "ml/more.cjs"), burn(30));
  });
  afterAll(() => {
    process.chdir(home);
    rmSync(repository, { recursive: true });
  });
}

/** How every test benches, unless it says otherwise. */
export const options: BenchOptions = {
  replicates: 1,
  only: [],
  seed: 1,
  progress: { step: () => {}, note: () => {} },
};

/** Sees that no tree is left, neither in git's list nor on the disk. */
export function nothingLeft(): void {
  expect(git("worktree", "list").split("\n")).toHaveLength(1);
  const ours = readdirSync(tmpdir()).filter((name) =>
    new RegExp(`^gramme-(base|head)-${process.pid}-`, "u").test(name),
  );
  expect(ours.filter((name) => existsSync(join(tmpdir(), name, "tree/ml/heavy.cjs")))).toEqual([]);
}

/** The complaint about a base. */
export async function refusal(base: string): Promise<UserError> {
  const error: unknown = await benchAgainst(
    loadConfig(join(repository, "ml/gramme.yml")),
    base,
    options,
  ).catch((reason: unknown) => reason);
  if (!(error instanceof UserError)) throw new Error(`no UserError: ${String(error)}`);
  return error;
}
