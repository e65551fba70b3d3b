import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  readdirSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RunResult } from "@gramme/core/wire";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { loadConfig } from "../config/load-config.ts";
import { EXIT, UserError } from "../config/user-error.ts";
import { comparisonText } from "../report/comparison-text.ts";
import { benchAgainst } from "./bench-against.ts";
import type { BenchOptions } from "./setting.ts";

let repository: string;
const home = process.cwd();

function git(...args: readonly string[]): string {
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

/** A workload that burns so many ms of CPU, whatever the machine. */
function burn(ms: number): string {
  return `const until = ${ms * 1000}; const used = () => { const u = process.cpuUsage(); return u.user + u.system; };
const from = used(); while (used() - from < until) {}\n`;
}

function config(rest: string = ""): void {
  writeFileSync(
    join(repository, "ml/gramme.yml"),
    `version: 1
gate: { max-pairs: 10 }
${rest}workloads:
  - { name: heavy, phase: training, run: ${process.execPath} heavy.cjs }
`,
  );
}

beforeAll(() => {
  repository = mkdtempSync(join(tmpdir(), "gramme-repository-"));
  mkdirSync(join(repository, "ml"));
  git("init", "--quiet");
  config();
  writeFileSync(join(repository, "ml/heavy.cjs"), burn(60));
  git("add", ".");
  git("commit", "--quiet", "-m", "base");
  // the regression is not committed: what is measured is the working tree
  writeFileSync(join(repository, "ml/heavy.cjs"), `require("./more.cjs");\n${burn(60)}`);
  writeFileSync(join(repository, "ml/more.cjs"), burn(60));
});
afterAll(() => {
  process.chdir(home);
  rmSync(repository, { recursive: true });
});

const options: BenchOptions = {
  replicates: 1,
  only: [],
  seed: 1,
  progress: { step: () => {}, note: () => {} },
};

function nothingLeft(): void {
  expect(git("worktree", "list").split("\n")).toHaveLength(1);
  const ours = readdirSync(tmpdir()).filter((name) => /^gramme-(base|head)-/u.test(name));
  expect(ours.filter((name) => existsSync(join(tmpdir(), name, "tree/ml/heavy.cjs")))).toEqual([]);
}

async function refusal(base: string): Promise<UserError> {
  const error: unknown = await benchAgainst(
    loadConfig(join(repository, "ml/gramme.yml")),
    base,
    options,
  ).catch((reason: unknown) => reason);
  if (!(error instanceof UserError)) throw new Error(`no UserError: ${String(error)}`);
  return error;
}

describe("base against the working tree", () => {
  it("calls a planted regression, fresh files included, and leaves nothing behind", async () => {
    const loaded = loadConfig(join(repository, "ml/gramme.yml"));
    const result = await benchAgainst(loaded, "HEAD", options);
    expect(RunResult.parse(result)).toEqual(result);
    const [compared] = result.comparisons;
    expect(compared?.verdict).toBe("regression");
    expect(compared?.pairs).toBe(10);
    // 60 ms more on 60 ms and the start of a process
    expect(compared?.change).toBeGreaterThan(0.2);
    expect(result.revision).toMatchObject({ base: git("rev-parse", "HEAD"), dirty: true });
    expect(comparisonText(result)).toContain("regression");
    nothingLeft();
  });

  it("removes what a killed one laid out a day ago, and nothing that is younger or somebody's", async () => {
    // a process id that no system gives
    const left = (name: string, ageDays: number): string => {
      const folder = mkdtempSync(join(tmpdir(), name));
      const then = new Date(Date.now() - ageDays * 86_400_000);
      utimesSync(folder, then, then);
      return folder;
    };
    const [old, young, living] = [
      left("gramme-base-99999999-", 2),
      left("gramme-head-99999999-", 0.5),
      left(`gramme-base-${process.pid}-`, 2),
    ];
    expect((await refusal("no-such-branch")).exitCode).toBe(EXIT.revision);
    await benchAgainst(loadConfig(join(repository, "ml/gramme.yml")), "HEAD", {
      ...options,
      signal: AbortSignal.abort(new Error("laid out is enough")),
    });
    expect([old, young, living].map((folder) => existsSync(folder))).toEqual([false, true, true]);
    for (const folder of [young, living]) rmSync(folder, { recursive: true });
  });

  it("runs the set-up in each arm, and tells which one failed with what it said", async () => {
    config("setup: test ! -e more.cjs || (echo more is here >&2; exit 4)\n");
    const error = await refusal("HEAD");
    expect(error.message).toContain("set-up of head failed with exit code 4");
    expect(error.message).toContain("more is here");
    expect(error.exitCode).toBe(EXIT.workload);
    nothingLeft();
    config();
  });

  it("names a revision that is not there, and branches that are", async () => {
    const error = await refusal("no-such-branch");
    expect(error.message).toContain('no revision "no-such-branch"');
    expect(error.message).toContain(git("branch", "--show-current"));
    expect(error.exitCode).toBe(EXIT.revision);
    nothingLeft();
  });

  it("refuses what looks like an option where a revision stands", async () => {
    expect((await refusal("--output=x")).exitCode).toBe(EXIT.revision);
  });

  it("says that there is no repository", async () => {
    const folder = mkdtempSync(join(tmpdir(), "gramme-bare-"));
    writeFileSync(
      join(folder, "gramme.yml"),
      "version: 1\nworkloads: [{ name: a, phase: training, run: 'true' }]\n",
    );
    await expect(benchAgainst(loadConfig(join(folder, "gramme.yml")), "HEAD", options)).rejects.toThrow(
      /not a git repository/u,
    );
    rmSync(folder, { recursive: true });
  });

  it("measures the laid-out trees also when its configuration is reached through a link", async () => {
    const link = mkdtempSync(join(tmpdir(), "gramme-link-"));
    symlinkSync(join(repository, "ml"), join(link, "ml"));
    config("setup: pwd > where\n");
    await benchAgainst(loadConfig(join(link, "ml/gramme.yml")), "HEAD", { ...options, only: ["heavy"] });
    // had an arm been the user's own tree, its set-up would have written there
    expect(existsSync(join(repository, "ml/where"))).toBe(false);
    rmSync(link, { recursive: true });
    config();
    nothingLeft();
  });

  it("takes head as it is, whatever the user's git makes of diffs, hooks and indices", async () => {
    git("config", "diff.noprefix", "true");
    git("config", "diff.context", "0");
    mkdirSync(join(repository, "hooks"), { recursive: true });
    writeFileSync(join(repository, "hooks/post-checkout"), "#!/bin/sh\ntouch hooked\n", { mode: 0o755 });
    git("config", "core.hooksPath", join(repository, "hooks"));
    vi.stubEnv("GIT_INDEX_FILE", join(repository, ".git/index"));
    vi.stubEnv("GIT_DIR", join(repository, ".git"));
    config("setup: test ! -e ../hooked && test $(grep -c more heavy.cjs) = $(ls | grep -c more)\n");
    const before = git("status", "--porcelain");
    const result = await benchAgainst(loadConfig(join(repository, "ml/gramme.yml")), "HEAD", options);
    expect(result.comparisons).toHaveLength(1);
    expect(git("status", "--porcelain")).toBe(before);
    vi.unstubAllEnvs();
    for (const key of ["diff.noprefix", "diff.context", "core.hooksPath"]) git("config", "--unset", key);
    rmSync(join(repository, "hooks"), { recursive: true });
    config();
    nothingLeft();
  });

  it("keeps the result, and cleans up, when a workload leaves a folder that it may not write to", async () => {
    config("setup: mkdir locked && touch locked/file && chmod 555 locked\n");
    const result = await benchAgainst(loadConfig(join(repository, "ml/gramme.yml")), "HEAD", options);
    expect(result.comparisons).toHaveLength(1);
    config();
    nothingLeft();
  });

  it("measures head alone in a folder that base does not have", async () => {
    mkdirSync(join(repository, "fresh"));
    writeFileSync(
      join(repository, "fresh/gramme.yml"),
      `version: 1\nworkloads: [{ name: a, phase: training, run: ${process.execPath} ../ml/heavy.cjs }]\n`,
    );
    const result = await benchAgainst(loadConfig(join(repository, "fresh/gramme.yml")), "HEAD", options);
    expect(result.base_error).toContain("base does not have the folder");
    expect(result.workloads.map(({ name }) => name)).toEqual(["a"]);
    rmSync(join(repository, "fresh"), { recursive: true });
    nothingLeft();
  });

  it("says that base's definition counts where head cannot run it and says something else", async () => {
    config();
    const text = readFileSync(join(repository, "ml/gramme.yml"), "utf8");
    writeFileSync(join(repository, "ml/gramme.yml"), text.replace("heavy.cjs", "renamed.cjs"));
    renameSync(join(repository, "ml/heavy.cjs"), join(repository, "ml/renamed.cjs"));
    const error = await refusal("HEAD");
    expect(error.message).toContain('in head: workload "heavy" failed');
    expect(error.message).toContain("give it another name");
    renameSync(join(repository, "ml/renamed.cjs"), join(repository, "ml/heavy.cjs"));
    config();
  });

  it("runs a pair once more that failed after good ones, and blames neither base nor head for one accident", async () => {
    const count = join(mkdtempSync(join(tmpdir(), "gramme-count-")), "runs");
    const failing = (which: string): string =>
      `const fs = require("node:fs"); fs.appendFileSync(${JSON.stringify(count)}, "x");
const run = fs.readFileSync(${JSON.stringify(count)}, "utf8").length; if (${which}) process.exit(9);\n${burn(40)}`;
    writeFileSync(join(repository, "ml/heavy.cjs"), failing("run === 7"));
    git("commit", "--quiet", "--all", "-m", "fails once");
    const loaded = loadConfig(join(repository, "ml/gramme.yml"));
    const once = await benchAgainst(loaded, "HEAD", options);
    expect(once.base_error).toBeUndefined();
    expect(once.comparisons[0]?.pairs).toBe(10);

    writeFileSync(join(repository, "ml/heavy.cjs"), failing("run >= 7"));
    git("commit", "--quiet", "--all", "--amend", "-m", "fails for good");
    rmSync(count);
    await expect(benchAgainst(loaded, "HEAD", options)).rejects.toThrow(/twice, after \d+ good pair/u);
    git("reset", "--quiet", "--hard", "HEAD~1");
    writeFileSync(join(repository, "ml/heavy.cjs"), `require("./more.cjs");\n${burn(60)}`);
    writeFileSync(join(repository, "ml/more.cjs"), burn(60));
  });

  it("lays out the submodules that are checked out, from where they are, and misses no others", async () => {
    const other = mkdtempSync(join(tmpdir(), "gramme-submodule-"));
    const inOther = (...args: readonly string[]): void => {
      execFileSync("git", ["-C", other, "-c", "user.name=t", "-c", "user.email=t@example.org", ...args]);
    };
    inOther("init", "--quiet");
    writeFileSync(join(other, "data.txt"), "data\n");
    inOther("add", ".");
    inOther("commit", "--quiet", "-m", "data");
    git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", other, "data");
    git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", other, "unused");
    writeFileSync(
      join(repository, "ml/heavy.cjs"),
      `require("node:fs").readFileSync("../data/data.txt");\n${burn(40)}`,
    );
    git("add", ".");
    git("commit", "--quiet", "-m", "submodules");
    git("submodule", "--quiet", "deinit", "--force", "unused");
    // neither can be cloned any more
    rmSync(other, { recursive: true });
    const { comparisons } = await benchAgainst(
      loadConfig(join(repository, "ml/gramme.yml")),
      "HEAD",
      options,
    );
    expect(comparisons[0]?.pairs).toBeGreaterThan(0);
    git("reset", "--quiet", "--hard", "HEAD~1");
    rmSync(join(repository, "data"), { recursive: true, force: true });
    rmSync(join(repository, "unused"), { recursive: true, force: true });
    writeFileSync(join(repository, "ml/heavy.cjs"), `require("./more.cjs");\n${burn(60)}`);
    writeFileSync(join(repository, "ml/more.cjs"), burn(60));
    nothingLeft();
  });

  it("names the arm in which a workload fails", async () => {
    config("setup: test ! -e more.cjs || echo 'process.exit(7)' > heavy.cjs\n");
    const error = await refusal("HEAD");
    expect(error.message).toContain('in head: workload "heavy" failed with exit code 7');
    config();
    nothingLeft();
  });

  it("lists workloads that one arm alone has", async () => {
    writeFileSync(
      join(repository, "ml/gramme.yml"),
      `version: 1
gate: { max-pairs: 6 }
workloads:
  - { name: heavy, phase: training, run: ${process.execPath} heavy.cjs }
  - { name: new-one, phase: training, run: "true" }
`,
    );
    const result = await benchAgainst(loadConfig(join(repository, "ml/gramme.yml")), "HEAD", options);
    expect(result.only_in).toEqual({ base: [], head: ["new-one"] });
    expect(result.comparisons.map(({ name }) => name)).toEqual(["heavy"]);
    config();
  });

  it("counts base's gramme.yml, also where the working tree asks for less", async () => {
    writeFileSync(
      join(repository, "ml/gramme.yml"),
      `version: 1
gate: { max-pairs: 6, threshold: 90% }
workloads:
  - { name: heavy, phase: training, run: "true" }
`,
    );
    const result = await benchAgainst(loadConfig(join(repository, "ml/gramme.yml")), "HEAD", options);
    expect(result.comparisons[0]).toMatchObject({ verdict: "regression", threshold: 0.05, pairs: 10 });
    expect(result.config_changes?.map(({ path }) => path)).toEqual([
      "gate.max-pairs",
      "gate.threshold",
      "workloads.heavy.run",
    ]);
    expect(comparisonText(result)).toContain("gate.threshold");
    config();
  });

  it("measures head alone where base cannot be prepared, or does not run", async () => {
    const broken = (file: string, text: string): string => {
      writeFileSync(join(repository, "ml", file), text);
      git("add", `ml/${file}`);
      git("commit", "--quiet", "-m", "broken");
      return git("rev-parse", "HEAD");
    };
    const base = broken("heavy.cjs", "process.exit(3);\n");
    writeFileSync(join(repository, "ml/heavy.cjs"), burn(60));
    const alone = await benchAgainst(loadConfig(join(repository, "ml/gramme.yml")), base, options);
    expect(alone.comparisons).toEqual([]);
    expect(alone.workloads.map(({ name }) => name)).toEqual(["heavy"]);
    expect(alone.base_error).toMatch(/^in base: workload "heavy" failed with exit code 3/u);
    expect(comparisonText(alone)).toContain("in base: workload");

    const unbuilt = broken(
      "gramme.yml",
      `setup: exit 5\n${readFileSync(join(repository, "ml/gramme.yml"), "utf8")}`,
    );
    config();
    const unprepared = await benchAgainst(loadConfig(join(repository, "ml/gramme.yml")), unbuilt, options);
    expect(unprepared.workloads.map(({ name }) => name)).toEqual(["heavy"]);
    expect(unprepared.base_error).toContain("set-up of base failed with exit code 5");
    nothingLeft();
    git("reset", "--quiet", "--hard", "HEAD~2");
    writeFileSync(join(repository, "ml/heavy.cjs"), `require("./more.cjs");\n${burn(60)}`);
    writeFileSync(join(repository, "ml/more.cjs"), burn(60));
  });

  it("compares a commit with itself, and says what floor the machine shows", async () => {
    const { comparisons } = await benchAgainst(loadConfig(join(repository, "ml/gramme.yml")), "HEAD", {
      ...options,
      head: "HEAD",
    });
    expect(comparisons[0]?.floor_seen).toBeGreaterThanOrEqual(0);
    expect(comparisons[0]?.verdict).not.toBe("regression");
  });

  it("goes one after another where the arms do not run beside each other, and says why", async () => {
    // a port is what the second who wants it cannot have
    const probe = createServer();
    const port = await new Promise<number>((resolve) => {
      probe.listen(0, "127.0.0.1", () => resolve((probe.address() as AddressInfo).port));
    });
    await new Promise((resolve) => probe.close(resolve));
    const exclusive = `const server = require("node:net").createServer(); server.listen(${port}, "127.0.0.1", () => { work(); server.close(); });
function work() { ${burn(60)} }\n`;
    writeFileSync(join(repository, "ml/heavy.cjs"), exclusive);
    git("commit", "--quiet", "--all", "-m", "exclusive");
    const { comparisons } = await benchAgainst(
      loadConfig(join(repository, "ml/gramme.yml")),
      "HEAD",
      options,
    );
    expect(comparisons[0]?.pairing).toBe("one-after-another");
    expect(comparisons[0]?.pairing_why).toBeDefined();
    expect(comparisons[0]?.pairs).toBeGreaterThan(0);
    git("reset", "--quiet", "--hard", "HEAD~1");
    writeFileSync(join(repository, "ml/heavy.cjs"), `require("./more.cjs");\n${burn(60)}`);
    writeFileSync(join(repository, "ml/more.cjs"), burn(60));
  });

  it("gives what it has when it is cancelled, and throws the reason when it has nothing yet", async () => {
    const loaded = loadConfig(join(repository, "ml/gramme.yml"));
    const later = new AbortController();
    const step = (text: string): void => {
      if (text.includes("pair 2")) later.abort(new Error("enough"));
    };
    const result = await benchAgainst(loaded, "HEAD", {
      ...options,
      signal: later.signal,
      progress: { step, note: () => {} },
    });
    expect(result).toMatchObject({ partial: true, partial_why: "cancelled" });
    expect(result.comparisons[0]?.pairs).toBe(2);
    nothingLeft();

    const early = AbortSignal.abort(new Error("at once"));
    await expect(benchAgainst(loaded, "HEAD", { ...options, signal: early })).resolves.toMatchObject({
      partial: true,
      workloads: [],
    });
    nothingLeft();
  });
});
