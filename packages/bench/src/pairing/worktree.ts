/**
 * A revision, or the working tree as it is now, laid out in a folder of its own; gone when the measuring ends.
 * @module
 */
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { endGroupsOf } from "../meters/cgroup.ts";
import { atExit } from "../process/at-exit.ts";
import { git, gitBytes } from "./git.ts";
import { layOutSubmodules } from "./submodules.ts";

/** A folder that holds one arm's files. */
export interface Worktree {
  /** Absolute root of the laid-out repository. */
  readonly root: string;
  /** Removes it. Safe to call twice. */
  readonly remove: () => void;
}

/** Lays out a commit. */
export function layOut(repository: string, commit: string, name: string): Worktree {
  sweep();
  const parent = mkdtempSync(join(tmpdir(), `gramme-${name}-${process.pid}-`));
  const root = join(parent, "tree");
  let gone = false;
  const remove = (): void => {
    if (gone) return;
    gone = true;
    forget();
    try {
      removeFolder(parent);
      git(repository, ["worktree", "remove", root]);
    } catch (error) {
      // what was measured stands, whatever was left lying about
      process.stderr.write(`gramme: left behind: ${parent}: ${(error as Error).message}\n`);
    }
  };
  const forget = atExit(remove);
  try {
    git(repository, ["worktree", "add", "--quiet", "--detach", root, commit]);
    layOutSubmodules(repository, root);
  } catch (error) {
    remove();
    throw error;
  }
  return { root, remove };
}

/** Ends and removes what a gramme that is no more left behind: for whoever knows that it was killed. */
export function endLeftovers(repository: string, owner: number): void {
  endGroupsOf(owner);
  for (const name of readdirSync(tmpdir())) {
    if (new RegExp(`^gramme-(?:base|head)-${owner}-\\w+$`, "u").test(name))
      removeFolder(join(tmpdir(), name));
  }
  git(repository, ["worktree", "prune"]);
}

const DAY_MS = 86_400_000;

/** Removes what a gramme that was killed outright laid out: a day ago or longer, by a process that is no more. */
function sweep(): void {
  for (const name of readdirSync(tmpdir())) {
    const owner = /^gramme-(?:base|head)-(?<owner>\d+)-\w+$/u.exec(name)?.groups?.["owner"];
    if (owner === undefined || isAlive(Number(owner))) continue;
    try {
      const folder = join(tmpdir(), name);
      if (Date.now() - statSync(folder).mtimeMs > DAY_MS) removeFolder(folder);
    } catch {
      // somebody else's, or gone already
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}

/** Makes folders that a command left read-only writable first, as `rm` would ask for. */
function removeFolder(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  } catch {
    execFileSync("chmod", ["-R", "u+rwX", folder]);
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** A diff that git can apply, whatever the user's configuration makes of diffs for people. */
const DIFF = [
  "diff",
  "--binary",
  "--no-color",
  "--no-ext-diff",
  "--no-textconv",
  "--src-prefix=a/",
  "--dst-prefix=b/",
  "--unified=3",
];

/**
 * Lays out the working tree as it is: HEAD, plus what differs from it, plus files that git neither knows nor
 * ignores. No commit, stash or index of the repository is written.
 */
export function layOutWorkingTree(repository: string, name: string): Worktree {
  const tree = layOut(repository, git(repository, ["rev-parse", "HEAD"]), name);
  try {
    const changes = gitBytes(repository, [...DIFF, "HEAD"]);
    if (changes.length > 0) git(tree.root, ["apply", "--whitespace=nowarn"], changes);
    const fresh = gitBytes(repository, ["ls-files", "--others", "--exclude-standard", "-z"]).toString("utf8");
    for (const path of fresh.split("\0").filter((entry) => entry !== "" && !entry.endsWith("/"))) {
      mkdirSync(dirname(join(tree.root, path)), { recursive: true });
      cpSync(join(repository, path), join(tree.root, path), { recursive: true, verbatimSymlinks: true });
    }
  } catch (error) {
    tree.remove();
    throw error;
  }
  return tree;
}
