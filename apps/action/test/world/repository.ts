/**
 * Real repositories for tests, and clones of them as actions/checkout makes them.
 * @module
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { filesOf, type FolderFiles, testFolder, writeFiles } from "./folder.ts";

const AUTHOR = ["-c", "user.name=Tess", "-c", "user.email=tess@example.org", "-c", "init.defaultBranch=main"];

/** A repository in a folder of its own. */
export class Repository {
  readonly folder: string;

  /** @param state of the folder: none is a repository before git made it one */
  constructor(folder = testFolder(), state: "empty" | "copied" = "empty") {
    this.folder = folder;
    if (state === "copied") return;
    // hooks and the like that a git brings along are no part of any test
    this.git("init", "--quiet", "--template=");
  }

  /** Address that git does not take a short cut to. */
  get url(): string {
    return `file://${this.folder}`;
  }

  /** Runs git; gives what it printed, trimmed. */
  git(...args: readonly string[]): string {
    return this.gitWith("", ...args);
  }

  /** Runs git with an input. */
  gitWith(input: string | Buffer, ...args: readonly string[]): string {
    return execFileSync("git", ["-C", this.folder, ...AUTHOR, ...args], {
      encoding: "utf8",
      input,
      stdio: ["pipe", "pipe", "pipe"],
      env: { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1" },
    }).trim();
  }

  /** Writes files, and commits all there is. Gives the commit's id. */
  commit(files: Readonly<Record<string, string>>): string {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(this.folder, path)), { recursive: true });
      writeFileSync(join(this.folder, path), text);
    }
    this.git("add", "--all");
    this.git("commit", "--quiet", "--allow-empty", "--message", Object.keys(files).join(" "));
    return this.git("rev-parse", "HEAD");
  }

  /** A chain of commits on a branch, made at once. Gives the last one's id. */
  chain(branch: string, from: string, length: number): string {
    const commits = Array.from({ length }, (_, n) =>
      [
        `commit refs/heads/${branch}`,
        `committer Tess <tess@example.org> ${1_800_000_000 + n} +0000`,
        // another message, or equal chains would be one
        `data ${branch.length}`,
        branch,
        ...(n === 0 ? [`from ${from}`] : []),
        "",
      ].join("\n"),
    );
    this.gitWith(commits.join("\n"), "fast-import", "--quiet");
    return this.git("rev-parse", `refs/heads/${branch}`);
  }

  /** What actions/checkout does: fetches one commit, and so many behind it, and checks it out with no branch. */
  checkout(commit: string, depth: number, url = this.url): Repository {
    const clone = new Repository();
    clone.git("remote", "add", "origin", url);
    const limit = depth === 0 ? [] : [`--depth=${depth}`];
    clone.git("fetch", "--quiet", "--no-tags", ...limit, this.url, commit);
    clone.git("checkout", "--quiet", "--detach", commit);
    return clone;
  }
}

/** The commits of {@link pullRequestRepository}. */
export interface PullRequestCommits {
  readonly first: string;
  /** Where the branch of the pull request left main. */
  readonly fork: string;
  /** Tip of main. */
  readonly tip: string;
  /** Tip of the branch. */
  readonly head: string;
  /** What GitHub checks out: main with the branch merged into it. */
  readonly merge: string;
}

interface PullRequestRepository {
  readonly origin: Repository;
  readonly at: PullRequestCommits;
}

let template: { readonly files: FolderFiles; readonly at: PullRequestCommits } | undefined;

/** A repository with a pull request, 7, as GitHub holds it. Made once, and for each test a copy: git starts often for it. */
export function pullRequestRepository(): PullRequestRepository {
  if (template === undefined) {
    const made = madePullRequestRepository();
    template = { files: filesOf(made.origin.folder), at: made.at };
    return made;
  }
  const folder = testFolder();
  writeFiles(folder, template.files);
  return { origin: new Repository(folder, "copied"), at: template.at };
}

function madePullRequestRepository(): PullRequestRepository {
  const origin = new Repository();
  const first = origin.commit({ "gramme.yml": "version: 1\n" });
  const fork = origin.commit({ "model.py": "fork\n" });
  origin.git("branch", "feature");
  const tip = origin.commit({ "other.py": "main moved on\n" });
  origin.git("checkout", "--quiet", "feature");
  origin.commit({ "model.py": "half way\n" });
  const head = origin.commit({ "model.py": "head\n" });
  origin.git("checkout", "--quiet", "--detach", "main");
  origin.git("merge", "--quiet", "--no-ff", "--message", "Merge", head);
  const merge = origin.git("rev-parse", "HEAD");
  origin.git("update-ref", "refs/pull/7/merge", merge);
  origin.git("update-ref", "refs/pull/7/head", head);
  origin.git("checkout", "--quiet", "main");
  return { origin, at: { first, fork, tip, head, merge } };
}
