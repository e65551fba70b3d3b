import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RunSource } from "@gramme/core/wire";
import { afterEach, beforeEach, expect, test } from "vitest";
import { localSource, sourceFolder } from "./local-source.ts";
import { runResult } from "./run-result.fixture.ts";

let root: string;
const git = (...args: readonly string[]): string =>
  execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.org", ...args], {
    cwd: root,
    encoding: "utf8",
  }).trim();

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "gramme-source-"));
  git("init", "-q", "-b", "main");
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

test("it is of the commit that was measured, and the same however often it is asked", () => {
  const source = localSource(runResult(), root);
  expect(source).toEqual({
    repository: expect.stringMatching(/^local\/gramme-source-\w+$/u),
    sha: "a".repeat(40),
    ref: "refs/heads/main",
    run_id: Date.UTC(2026, 10, 23, 10, 0, 0, 123),
    run_attempt: 1,
    event: "local",
  });
  expect(RunSource.parse(source)).toEqual(source);
  mkdirSync(join(root, "deep"));
  expect(localSource(runResult(), join(root, "deep"))).toEqual(source);
});

test("without a word of the result's, the commit is HEAD's, on a branch or not", () => {
  git("commit", "-q", "--allow-empty", "-m", "one");
  const { revision: _, ...run } = runResult();
  const sha = git("rev-parse", "HEAD");
  expect(localSource(run, root)).toMatchObject({ sha, ref: "refs/heads/main" });
  git("checkout", "-q", "--detach");
  expect(localSource(run, root)).toMatchObject({ sha, ref: "HEAD" });
});

test("a file outside a repository is of the working directory's, if the commit is there", () => {
  git("commit", "-q", "--allow-empty", "-m", "one");
  const sha = git("rev-parse", "HEAD");
  const outside = mkdtempSync(join(tmpdir(), "gramme-outside-"));
  try {
    const run = runResult();
    expect(sourceFolder(run, root, outside)).toEqual({ folder: root, inRepository: true });
    const here = { ...run, revision: { head: sha, dirty: false } };
    expect(sourceFolder(here, outside, root)).toEqual({ folder: root, inRepository: true });
    // another repository's run, or one that names no commit
    const { revision: _, ...nameless } = run;
    for (const other of [run, nameless])
      expect(sourceFolder(other, outside, root)).toEqual({ folder: outside, inRepository: false });
  } finally {
    rmSync(outside, { recursive: true });
  }
});

test("where no commit is known, that is said", () => {
  const { revision: _, ...run } = runResult();
  expect(() => localSource(run, root)).toThrow(/wants to know which commit was measured/u);
});

test.each([
  ["git@github.com:acme/model.git", "acme/model"],
  ["https://github.com/acme/model", "acme/model"],
  ["https://github.com/acme/model.git/", "acme/model"],
  ["ssh://git@git.example.org:2222/team/sub/model.git", "sub/model"],
  ["https://user:secret@github.com/acme/model.git", "acme/model"],
])("origin %s is %s", (remote, repository) => {
  git("remote", "add", "origin", remote);
  expect(localSource(runResult(), root).repository).toBe(repository);
});

test.each([
  "/srv/git/acme/model.git",
  "../model.git",
  "file:///srv/git/acme/model.git",
  "https://host/one",
  "C:/a/b",
])("origin %s is nobody's name", (remote) => {
  git("remote", "add", "origin", remote);
  expect(localSource(runResult(), root).repository).toMatch(/^local\/gramme-source-\w+$/u);
});
