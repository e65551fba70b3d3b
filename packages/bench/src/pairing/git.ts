/**
 * The few things that are asked of git.
 * @module
 */
import { execFileSync } from "node:child_process";
import { unboundEnvironment } from "../process/environment.ts";
import { EXIT, UserError } from "../config/user-error.ts";

/** Runs git in a folder and gives what it printed, trimmed. Throws {@link UserError} with git's own words. */
export function git(folder: string, args: readonly string[], input?: string | Buffer): string {
  return gitBytes(folder, args, input).toString("utf8").trim();
}

/** The user's hooks are for the user's own checkouts. */
const PLAIN = ["-c", "core.hooksPath=/dev/null"];

const MOST_OUTPUT_BYTES = 1024 ** 3;

/** Like {@link git}, for output that is not text. */
export function gitBytes(folder: string, args: readonly string[], input?: string | Buffer): Buffer {
  try {
    return execFileSync("git", ["-C", folder, ...PLAIN, ...args], {
      env: unboundEnvironment(),
      input: input ?? "",
      maxBuffer: MOST_OUTPUT_BYTES,
      stdio: ["pipe", "pipe", "pipe"],
    });
  } catch (error) {
    const failure = error as { code?: string; stderr?: Buffer };
    const words =
      failure.code === "ENOENT" ? "git is not installed" : failure.stderr?.toString("utf8").trim();
    throw new UserError(`git ${args[0] ?? ""}: ${words ?? String(error)}`, EXIT.revision, { cause: error });
  }
}

/** Absolute root of the repository that holds `folder`. */
export function repositoryRoot(folder: string): string {
  return git(folder, ["rev-parse", "--show-toplevel"]);
}

/** Full id of a revision; throws {@link UserError} naming it, and branches that are there, if there is none. */
export function commitOf(folder: string, revision: string): string {
  try {
    return git(folder, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`]);
  } catch (error) {
    const branches = git(folder, [
      "for-each-ref",
      "--format=%(refname:short)",
      "--count=8",
      "refs/heads",
      "refs/remotes",
    ]);
    const known = branches === "" ? "no branch yet" : branches.split("\n").join(", ");
    throw new UserError(
      `there is no revision "${revision}" here (known: ${known}; in a shallow clone, fetch it first)`,
      EXIT.revision,
      { cause: error },
    );
  }
}

/** Whether the working tree differs from its commit, files that git does not ignore included. */
export function isDirty(folder: string): boolean {
  return git(folder, ["status", "--porcelain"]) !== "";
}
