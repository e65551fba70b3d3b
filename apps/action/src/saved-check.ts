/**
 * What stands so far, kept in a file: whatever becomes of this process, the step after it can tell what was measured.
 * @module
 */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkOrThrow } from "@gramme/core/wire";
import { Check } from "./check.ts";

/** Name of the file, also in the artifact. */
export const CHECK_FILE = "gramme-check.json";

/** The folder that the file is in: this step's own, in the runner's, which is emptied after each job. */
export function checkFolder(env: NodeJS.ProcessEnv = process.env): string {
  const step = (env["GITHUB_ACTION"] ?? "").replaceAll(/[^A-Za-z0-9_-]/gu, "-");
  return join(env["RUNNER_TEMP"] ?? tmpdir(), `gramme${step === "" ? "" : `-${step}`}`);
}

/** Absolute path of the file. */
export function checkFile(env: NodeJS.ProcessEnv = process.env): string {
  return join(checkFolder(env), CHECK_FILE);
}

/** Writes it whole or not at all. */
export function saveCheck(check: Check, env: NodeJS.ProcessEnv = process.env): string {
  const file = checkFile(env);
  mkdirSync(checkFolder(env), { recursive: true });
  writeFileSync(`${file}.tmp`, `${JSON.stringify(check)}\n`);
  renameSync(`${file}.tmp`, file);
  return file;
}

/** Reads it; undefined where there is none. Throws `malformed-input` for one that is not ours. */
export function savedCheck(env: NodeJS.ProcessEnv = process.env): Check | undefined {
  let text: string;
  try {
    text = readFileSync(checkFile(env), "utf8");
  } catch {
    return undefined;
  }
  return checkOrThrow(Check, JSON.parse(text));
}
