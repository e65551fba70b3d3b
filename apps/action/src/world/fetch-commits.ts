/**
 * Fetching the few commits that a shallow clone lacks, with the token in nothing but the environment of that one process.
 * @module
 */
import { execFile } from "node:child_process";
import { EXIT, UserError } from "@gramme/bench";

/** Where commits come from, and how we are known there. */
export interface Remote {
  /** A folder of the clone. */
  readonly folder: string;
  /** Name of a remote, or its address. */
  readonly name: string;
  /** Where the token is good: `https://github.com`. */
  readonly serverUrl: string;
  /** Undefined: whatever credentials the clone has. */
  readonly token: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The user's hooks stay out, no window asks for a password, and protocol 2 gives any commit by its id.
 */
const PLAIN = ["core.hooksPath=/dev/null", "protocol.version=2", "credential.interactive=false"].flatMap(
  (setting) => ["-c", setting],
);

/** Nothing is left in the clone but objects: no tags, no FETCH_HEAD, no refs, no housekeeping behind our back. */
const TRACELESS = [
  "--quiet",
  "--no-tags",
  "--no-recurse-submodules",
  "--no-auto-maintenance",
  "--no-write-fetch-head",
  "--refmap=",
];

/**
 * Fetches commits by their full ids. Throws {@link UserError} with git's own words, less what is secret.
 * @param depth `--depth=1`, `--deepen=32`; none for all history behind them
 */
export async function fetchCommits(
  remote: Remote,
  commits: readonly string[],
  depth: string | undefined,
): Promise<void> {
  const limits = depth === undefined ? [] : [depth];
  await gitOver(remote, ["fetch", ...TRACELESS, ...limits, "--", remote.name, ...commits]);
}

/**
 * Id of what a ref of the remote points to, or undefined if there is none. Throws {@link UserError} if it cannot be asked.
 * @param ref full name: `refs/heads/main`
 */
export async function remoteTip(remote: Remote, ref: string): Promise<string | undefined> {
  const listed = await gitOver(remote, ["ls-remote", "--quiet", "--", remote.name, ref]);
  // a pattern matches the end of longer names too
  const line = listed.split("\n").find((text) => text.endsWith(`\t${ref}`));
  return line?.split("\t")[0];
}

const MOST_OUTPUT_BYTES = 16 * 1024 * 1024;
const MOST_WORDS = 1000;

function gitOver(remote: Remote, args: readonly string[]): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  execFile(
    "git",
    ["-C", remote.folder, ...PLAIN, ...args],
    {
      env: fetchEnvironment(remote),
      encoding: "utf8",
      maxBuffer: MOST_OUTPUT_BYTES,
      ...(remote.signal === undefined ? {} : { signal: remote.signal }),
    },
    (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else if (remote.signal?.aborted === true) reject(remote.signal.reason as Error);
      // the error's own message holds the whole command line; git's words are what helps
      else reject(new UserError(`git ${args[0] ?? ""}: ${said(error, stderr, remote.token)}`, EXIT.revision));
    },
  );
  return promise;
}

function said(error: Error, stderr: string, token: string | undefined): string {
  if ((error as NodeJS.ErrnoException).code === "ENOENT") return "git is not installed";
  const words = withoutSecrets(stderr.trim(), token);
  return words === "" ? "failed, and said nothing" : words.slice(0, MOST_WORDS);
}

function withoutSecrets(text: string, token: string | undefined): string {
  const secrets = token === undefined ? [] : [token, basic(token)];
  return secrets
    .reduce((rest, secret) => rest.replaceAll(secret, "***"), text)
    .replaceAll(/\/\/[^/\s@]+@/gu, "//***@");
}

function basic(token: string): string {
  return Buffer.from(`x-access-token:${token}`).toString("base64");
}

/** Of git's own variables, those that say how to reach others. What binds it to a repository or traces headers goes. */
const KEPT =
  /^GIT_(SSH|SSH_COMMAND|SSH_VARIANT|SSL_\w+|PROXY_\w+|EXEC_PATH|ALLOW_PROTOCOL|CONFIG_(GLOBAL|SYSTEM|NOSYSTEM|COUNT|KEY_\d+|VALUE_\d+))$/u;

/**
 * Environment of a fetch. The token goes in as configuration by `GIT_CONFIG_COUNT`, so that no command line, no file and no
 * error shows it, and for the server's address only, so that git sends it nowhere else. An empty value comes first:
 * it takes away the header that actions/checkout may have left, since two of them are refused.
 */
function fetchEnvironment(remote: Remote): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !name.startsWith("GIT_") || KEPT.test(name)),
  );
  env["GIT_TERMINAL_PROMPT"] = "0";
  // a server that went quiet
  env["GIT_HTTP_LOW_SPEED_LIMIT"] = "1000";
  env["GIT_HTTP_LOW_SPEED_TIME"] = "60";
  if (remote.token === undefined) return env;
  const key = `http.${remote.serverUrl}/.extraheader`;
  const first = Number.parseInt(env["GIT_CONFIG_COUNT"] ?? "0", 10) || 0;
  for (const [index, value] of ["", `AUTHORIZATION: basic ${basic(remote.token)}`].entries()) {
    env[`GIT_CONFIG_KEY_${first + index}`] = key;
    env[`GIT_CONFIG_VALUE_${first + index}`] = value;
  }
  env["GIT_CONFIG_COUNT"] = String(first + 2);
  return env;
}
