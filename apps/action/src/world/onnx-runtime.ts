/**
 * The onnxruntime-node that runs ONNX workloads of a workspace that brings none: pinned, and kept in the tool cache.
 * @module
 */
import { execFile } from "node:child_process";
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { cacheDir, find } from "@actions/tool-cache";
import { UserError } from "@gramme/bench";

/** The part of `@actions/tool-cache` that is used. */
export interface ToolCache {
  find(tool: string, version: string): string;
  cacheDir(folder: string, tool: string, version: string): Promise<string>;
}

/** What is wanted, and the world that it comes from. */
export interface OnnxRuntimeQuestion {
  /** Absolute folders of the gramme.yml in each arm. */
  readonly folders: readonly string[];
  readonly wanted?: string;
  /** sha512 that the registry must give for it. */
  readonly integrity?: string;
  readonly toolCache?: ToolCache;
  /** npm's executable. */
  readonly npm?: string;
  /** Where there is room for the installation until it is cached. */
  readonly temporary?: string;
  readonly signal?: AbortSignal | undefined;
}

/** A registry that cannot be reached is waited for in vain. */
const LONGEST_INSTALL_MS = 300_000;

const PACKAGE = "onnxruntime-node";
const TOOL = "gramme-onnxruntime";
const VERSION = "1.30.0";
/** As our own lockfile has it: the registry is not taken at its word. */
const INTEGRITY =
  "sha512-twhs1C2C/BFkz1yc5OY0KIU2GUq6DURO7hD4bx5Q2Qy3nAMJwRXW8xU3NVczE29VA9lolLOYepoD8fjTGOfIqw==";

/**
 * Undefined where every folder has a runtime of its own; else the absolute folder of the pinned package, from the tool
 * cache or installed into it. Throws {@link UserError} that names what failed: npm, its registry, the cache.
 */
export async function ensureOnnxRuntime(question: OnnxRuntimeQuestion): Promise<string | undefined> {
  if (question.folders.every((folder) => hasRuntime(folder))) return undefined;
  const { wanted = VERSION, toolCache = { find, cacheDir } } = question;
  const integrity = question.integrity ?? (wanted === VERSION ? INTEGRITY : undefined);
  const cached = cachedFolder(toolCache, wanted);
  if (cached !== undefined) return cached;
  const folder = mkdtempSync(join(question.temporary ?? process.env["RUNNER_TEMP"] ?? tmpdir(), `${TOOL}-`));
  try {
    await install(question, wanted, folder);
    const installed = packageFolder(folder);
    const found = versionIn(installed);
    if (found !== wanted) {
      throw new UserError(
        `npm installed ${PACKAGE} ${found ?? "of no version"} where ${wanted} was asked for`,
      );
    }
    checkIntegrity(folder, integrity);
    keepOwnBinaries(installed);
    return packageFolder(await toolCache.cacheDir(folder, TOOL, wanted));
  } catch (error) {
    question.signal?.throwIfAborted();
    if (error instanceof UserError) throw error;
    const words = error instanceof Error ? error.message : String(error);
    throw new UserError(
      `${PACKAGE} ${wanted} cannot be put into the tool cache (RUNNER_TOOL_CACHE=${process.env["RUNNER_TOOL_CACHE"] ?? ""}): ${words}`,
      undefined,
      { cause: error },
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function hasRuntime(folder: string): boolean {
  try {
    createRequire(join(folder, "package.json")).resolve(PACKAGE);
    return true;
  } catch {
    return false;
  }
}

function packageFolder(root: string): string {
  return join(root, "node_modules", PACKAGE);
}

/** A cache that is no longer whole is as good as none. */
function cachedFolder(toolCache: ToolCache, wanted: string): string | undefined {
  let root: string;
  try {
    root = toolCache.find(TOOL, wanted);
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    throw new UserError(
      `the tool cache of the runner cannot be read (${words}); outside GitHub's runners, set RUNNER_TOOL_CACHE to a folder`,
      undefined,
      { cause: error },
    );
  }
  if (root === "") return undefined;
  const folder = packageFolder(root);
  return versionIn(folder) === wanted ? folder : undefined;
}

function versionIn(folder: string): string | undefined {
  try {
    const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Record<
      string,
      unknown
    >;
    return typeof manifest["version"] === "string" ? manifest["version"] : undefined;
  } catch {
    return undefined;
  }
}

/** npm notes what it installed in a lockfile of its own, with the hash that it checked the archive by. */
function checkIntegrity(folder: string, wanted: string | undefined): void {
  if (wanted === undefined) return;
  const lock = JSON.parse(readFileSync(join(folder, "node_modules/.package-lock.json"), "utf8")) as {
    readonly packages?: Readonly<Record<string, { readonly integrity?: string }>>;
  };
  const found = lock.packages?.[`node_modules/${PACKAGE}`]?.integrity ?? "none";
  if (found.split(" ").includes(wanted)) return;
  throw new UserError(`the registry gave another ${PACKAGE} than the pinned one: ${found}, not ${wanted}`);
}

/** The package holds binaries for every system, 290 MB of them, and a runner's disk is small. */
function keepOwnBinaries(folder: string): void {
  for (const path of globSync("bin/*/*", { cwd: folder })) {
    if (basename(path) !== process.platform) rmSync(join(folder, path), { recursive: true, force: true });
  }
}

const MOST_WORDS = 1000;
const MOST_OUTPUT_BYTES = 16 * 1024 * 1024;

/** In a folder of its own, so that no .npmrc of the change says where packages come from; and nothing of theirs is run. */
function install(question: OnnxRuntimeQuestion, wanted: string, folder: string): Promise<void> {
  writeFileSync(join(folder, "package.json"), "{}\n");
  // no argument is of another's making: on Windows npm is a script, and a shell has to run it
  const args = ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--no-save", "--prefix", "."];
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  execFile(
    question.npm ?? "npm",
    [...args, `${PACKAGE}@${wanted}`],
    {
      cwd: folder,
      env: { ...process.env, ONNXRUNTIME_NODE_INSTALL: "skip" },
      encoding: "utf8",
      maxBuffer: MOST_OUTPUT_BYTES,
      shell: process.platform === "win32",
      timeout: LONGEST_INSTALL_MS,
      ...(question.signal === undefined ? {} : { signal: question.signal }),
    },
    (error, stdout, stderr) => {
      if (error === null) resolve();
      else reject(npmError(error, `${stderr.trim()}\n${stdout.trim()}`.trim(), wanted));
    },
  );
  return promise;
}

function npmError(error: Error, said: string, wanted: string): UserError {
  const ways = `add ${PACKAGE} to the dependencies of the workspace, and install them before`;
  if ((error as NodeJS.ErrnoException).code === "ENOENT") {
    return new UserError(
      `the workspace has no ${PACKAGE}, and there is no npm to install it: add actions/setup-node, or ${ways}`,
      undefined,
      { cause: error },
    );
  }
  const words = said === "" ? error.message : said.slice(0, MOST_WORDS);
  return new UserError(
    `the workspace has no ${PACKAGE}, and npm could not install ${wanted}: ${words}\n(or ${ways})`,
    undefined,
    { cause: error },
  );
}
