/**
 * Where a result comes from that no job of GitHub's sends: what git knows of the folder, and when it was measured.
 * @module
 */
import { basename, resolve } from "node:path";
import { Commit, RepositoryName } from "@gramme/core/wire";
import type { WireRunResult, WireRunSource } from "@gramme/core/wire";
import { EXIT, UserError } from "../config/user-error.ts";
import { git } from "../pairing/git.ts";

/**
 * The source of a result that was measured in `folder`. It follows from the result and the repository alone, so the same
 * file sent twice is the same run: its number is the moment it began, in ms since 1970.
 * Throws {@link UserError} where no commit is known.
 */
export function localSource(run: WireRunResult, folder: string): WireRunSource {
  return {
    repository: repositoryOf(folder),
    sha: commitOf(run, folder),
    ref: asked(folder, ["symbolic-ref", "--quiet", "HEAD"]) ?? "HEAD",
    run_id: Date.parse(run.started_at),
    run_attempt: 1,
    event: "local",
  };
}

/** Where a result's repository is looked for. */
export interface SourceFolder {
  readonly folder: string;
  /** Whether a git repository was found; else the run is named after the folder. */
  readonly inRepository: boolean;
}

/**
 * The folder that a result is from: that of its file; or, where that is in no repository, the working directory, if its
 * repository knows the commit that was measured.
 */
export function sourceFolder(run: WireRunResult, file: string, here: string): SourceFolder {
  if (asked(file, ["rev-parse", "--show-toplevel"]) !== undefined)
    return { folder: file, inRepository: true };
  const sha = run.revision?.head;
  const knows =
    sha !== undefined && asked(here, ["rev-parse", "--verify", "--quiet", `${sha}^{commit}`]) === sha;
  return knows ? { folder: here, inRepository: true } : { folder: file, inRepository: false };
}

function commitOf(run: WireRunResult, folder: string): string {
  const sha = run.revision?.head ?? asked(folder, ["rev-parse", "--verify", "--quiet", "HEAD^{commit}"]);
  if (Commit.safeParse(sha).success && sha !== undefined) return sha;
  throw new UserError(
    "a ledger wants to know which commit was measured, and there is none here; run this inside its git repository",
    EXIT.revision,
  );
}

/** `owner/name` of where it is pushed to; of a repository that goes nowhere, `local/` and its folder. */
function repositoryOf(folder: string): string {
  const remote = asked(folder, ["remote", "get-url", "origin"]) ?? "";
  // a path on this machine is nobody's name
  const path =
    URL.canParse(remote) && remote.includes("://") ? new URL(remote).pathname.slice(1) : scpPath(remote);
  const [, owner = "", name = ""] = /^(?:.*\/)?([^/]+)\/([^/]+?)(?:\.git)?\/?$/u.exec(path) ?? [];
  const named = `${owner}/${name}`;
  if (!remote.startsWith("file:") && RepositoryName.safeParse(named).success) return named;
  const root = asked(folder, ["rev-parse", "--show-toplevel"]) ?? resolve(folder);
  const word = basename(root)
    .replaceAll(/[^A-Za-z0-9_.-]/gu, "-")
    .slice(0, 100);
  return `local/${/^\.{0,2}$/u.test(word) ? "folder" : word}`;
}

/** What follows the host in `git@host:owner/name.git`; a single letter is a drive, not a host. */
function scpPath(remote: string): string {
  return /^[^/:]{2,}:(?!\/\/)(.+)$/u.exec(remote)?.[1] ?? "";
}

function asked(folder: string, question: readonly string[]): string | undefined {
  try {
    const answer = git(folder, question);
    return answer === "" ? undefined : answer;
  } catch {
    // no repository, no commit, no remote: then it is not known
    return undefined;
  }
}
