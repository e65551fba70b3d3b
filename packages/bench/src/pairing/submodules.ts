/**
 * Submodules of a laid-out revision: those that the repository itself has checked out, from where it has them.
 * @module
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../config/user-error.ts";
import { git } from "./git.ts";

/**
 * Lays out the submodules that are checked out in `repository`, and theirs. What nobody has checked out is not missed;
 * a commit that is not here is fetched from the submodule's own address.
 */
export function layOutSubmodules(repository: string, root: string): void {
  if (!existsSync(join(root, ".gitmodules"))) return;
  for (const [name, path] of submodulesOf(root)) {
    const source = join(repository, path);
    if (!existsSync(join(source, ".git"))) continue;
    const update = ["submodule", "update", "--init", "--quiet", "--", path];
    const own = git(source, ["rev-parse", "--absolute-git-dir"]);
    try {
      git(root, ["-c", "protocol.file.allow=always", "-c", `submodule.${name}.url=${own}`, ...update]);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      git(root, update);
    }
    layOutSubmodules(source, join(root, path));
  }
}

/** Names and paths, as .gitmodules has them. */
function submodulesOf(root: string): readonly (readonly [name: string, path: string])[] {
  const listed = git(root, [
    "config",
    "--null",
    "--file",
    ".gitmodules",
    "--get-regexp",
    String.raw`^submodule\..*\.path$`,
  ]);
  return listed
    .split("\0")
    .filter((entry) => entry !== "")
    .map((entry) => {
      const [key = "", path = ""] = entry.split("\n");
      return [key.replace(/^submodule\./u, "").replace(/\.path$/u, ""), path] as const;
    });
}
