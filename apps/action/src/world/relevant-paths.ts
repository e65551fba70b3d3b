/**
 * Which files a change touches, and which of them can change what is measured.
 * @module
 */
import { gitBytes } from "@gramme/bench";
import picomatch from "picomatch";

/**
 * What counts when `gate.paths` says nothing: everything but what people read and no program does. When in doubt a path
 * counts, since a needless measurement costs minutes, and a missed regression stays.
 *
 * - Markdown elsewhere counts: prompts and samples are written in it. So does every .txt: requirements.txt, data.
 * - .gitattributes counts (it decides which bytes are checked out), .gitignore does not (both arms are laid out clean).
 * - A workflow does not: both arms of one job run in the environment that it sets up. Other files in .github count: a
 *   workload may run a script or an action that is kept there.
 */
export const DEFAULT_PATHS: readonly string[] = [
  "**",
  "!*.{md,markdown,rst,adoc}",
  "!{doc,docs}/**/*.{md,markdown,rst,adoc}",
  "!**/{README,CHANGELOG,CHANGES,HISTORY,CONTRIBUTING,CODE_OF_CONDUCT,SECURITY,SUPPORT,GOVERNANCE}{,.md,.markdown,.rst,.adoc,.txt}",
  "!**/{LICENSE,LICENCE,COPYING,NOTICE,AUTHORS}{,.md,.rst,.txt}",
  "!{LICENSE,LICENCE}-*",
  "!**/.gitignore",
  "!**/.editorconfig",
  "!.github/workflows/*.{yml,yaml}",
  "!.github/ISSUE_TEMPLATE/**",
  "!.github/*.md",
  "!.github/{dependabot,FUNDING,release,labeler,CODEOWNERS}{,.yml,.yaml}",
  "!{,docs/}CODEOWNERS",
];

/**
 * Paths that differ between two commits, from the root of the repository and with `/`; of a renamed file both names,
 * of a submodule its folder. Throws bench's `UserError` with git's words.
 * @param base full id
 * @param head full id
 */
export function changedFiles(workspace: string, base: string, head: string): readonly string[] {
  const listed = gitBytes(workspace, [
    // plumbing: no setting of the user's leaves a path out, nor does a .gitmodules of the change
    "diff-tree",
    "-r",
    "-z",
    "--name-only",
    "--no-renames",
    "--no-ext-diff",
    "--no-textconv",
    "--ignore-submodules=none",
    "--end-of-options",
    base,
    head,
  ]);
  return listed
    .toString("utf8")
    .split("\0")
    .filter((path) => path !== "");
}

/**
 * Those of `files` that count. `!` excludes, the last glob that matches decides; a list that only excludes starts from
 * everything. Dots are no wall, case matters, and `src/` means all in it. The configuration itself always counts.
 * @param globs `gate.paths`; {@link DEFAULT_PATHS} where undefined
 * @param config path of gramme.yml from the root of the repository
 */
export function relevantFiles(
  files: readonly string[],
  globs: readonly string[] | undefined,
  config: string,
): readonly string[] {
  const rules = (globs ?? DEFAULT_PATHS).map((glob) => ruleOf(glob));
  const onlyExcludes = rules.every(({ includes }) => !includes);
  return files.filter(
    (file) => file === config || (rules.findLast(({ matches }) => matches(file))?.includes ?? onlyExcludes),
  );
}

interface Rule {
  readonly includes: boolean;
  readonly matches: (path: string) => boolean;
}

function ruleOf(glob: string): Rule {
  const includes = !glob.startsWith("!");
  const bare = (includes ? glob : glob.slice(1)).replace(/^(\.?\/)+/u, "");
  const whole = bare.endsWith("/") ? `${bare}**` : bare;
  // paths of git have slashes on every system
  return { includes, matches: picomatch(whole, { dot: true, nonegate: true, windows: false }) };
}
