import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RunResult } from "@gramme/core/wire";
import { describe, expect, it, vi } from "vitest";
import { loadConfig } from "../config/load-config.ts";
import { EXIT } from "../config/user-error.ts";
import { comparisonText } from "../report/comparison-text.ts";
import { benchAgainst } from "./bench-against.ts";

import {
  burn,
  config,
  git,
  nothingLeft,
  options,
  refusal,
  repository,
  withRepository,
} from "./repository.fixture.ts";

withRepository();

describe("base against the working tree", () => {
  it("calls a planted regression, fresh files included, and leaves nothing behind", async () => {
    const loaded = loadConfig(join(repository, "ml/gramme.yml"));
    const result = await benchAgainst(loaded, "HEAD", options);
    expect(RunResult.parse(result)).toEqual(result);
    const [compared] = result.comparisons;
    expect(compared?.verdict).toBe("regression");
    expect(compared?.pairs).toBe(8);
    // 30 ms more on 30 ms and the start of a process
    expect(compared?.change).toBeGreaterThan(0.1);
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
      `require("node:fs").readFileSync("../data/data.txt");\n${burn(20)}`,
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
    writeFileSync(join(repository, "ml/heavy.cjs"), `require("./more.cjs");\n${burn(30)}`);
    writeFileSync(join(repository, "ml/more.cjs"), burn(30));
    nothingLeft();
  });

  it("names the arm in which a workload fails", async () => {
    config("setup: test ! -e more.cjs || echo 'process.exit(7)' > heavy.cjs\n");
    const error = await refusal("HEAD");
    expect(error.message).toContain('in head: workload "heavy" failed with exit code 7');
    config();
    nothingLeft();
  });
});
