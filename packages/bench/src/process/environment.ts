/**
 * The environment that git and workloads are given.
 * @module
 */
import { existsSync, readdirSync } from "node:fs";
import { delimiter, dirname, join, resolve } from "node:path";

/**
 * What `git rev-parse --local-env-vars` lists: in a hook they point at the user's repository and index, which no
 * laid-out revision may touch.
 */
const REPOSITORY_OWN = new Set([
  "GIT_ALTERNATE_OBJECT_DIRECTORIES",
  "GIT_COMMON_DIR",
  "GIT_CONFIG",
  "GIT_CONFIG_COUNT",
  "GIT_CONFIG_PARAMETERS",
  "GIT_DIR",
  "GIT_GRAFT_FILE",
  "GIT_IMPLICIT_WORK_TREE",
  "GIT_INDEX_FILE",
  "GIT_INTERNAL_SUPER_PREFIX",
  "GIT_NO_REPLACE_OBJECTS",
  "GIT_OBJECT_DIRECTORY",
  "GIT_PREFIX",
  "GIT_REPLACE_REF_BASE",
  "GIT_SHALLOW_FILE",
  "GIT_WORK_TREE",
]);

/**
 * What a job of GitHub's hands to an Action and not to a command: its inputs (a token among them), its tokens for
 * artifacts and identity, and the files by which it speaks to the runner.
 */
const JOB_OWN =
  /^(?:INPUT_.*|STATE_.*|ACTIONS_(?:RUNTIME|ID_TOKEN|RESULTS|CACHE)_.*|GITHUB_(?:ENV|OUTPUT|PATH|STATE|STEP_SUMMARY))$/u;

/** Our environment, without what binds git to one repository, and without what is the job's own. */
export function unboundEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !REPOSITORY_OWN.has(name) && !JOB_OWN.test(name)),
  );
}

/** Environment of a workload in `folder`: unbound, and with node_modules/.bin in front, as `npm run` has it. */
export function workloadEnvironment(folder: string): NodeJS.ProcessEnv {
  return { ...unboundEnvironment(), PATH: pathFrom(folder) };
}

function pathFrom(folder: string): string {
  const paths: string[] = [];
  for (let here = resolve(folder); ; here = dirname(here)) {
    const bin = join(here, "node_modules/.bin");
    if (existsSync(bin) && readdirSync(bin).length > 0) paths.push(bin);
    if (here === dirname(here)) break;
  }
  const own = process.env["PATH"];
  return [...paths, ...(own === undefined || own === "" ? [] : [own])].join(delimiter);
}

/** An `env …` prefix for variables that a shell would drop, since their names are no identifiers (`a.b`). */
export function oddVariables(environment: NodeJS.ProcessEnv): readonly string[] {
  const odd = Object.entries(environment)
    .filter(([name, value]) => value !== undefined && !/^[A-Za-z_]\w*$/u.test(name))
    .map(([name, value]) => `${name}=${value ?? ""}`);
  return odd.length === 0 ? [] : ["env", ...odd];
}
