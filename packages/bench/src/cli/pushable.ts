/**
 * What `gramme push` may send: a result of `gramme bench --json`, or what a team states of its project.
 * @module
 */
import { check, pathText, RunResult } from "@gramme/core/wire";
import type { WireRunResult } from "@gramme/core/wire";
import { STATED_SCHEMAS, statedIn } from "../config/stated.ts";
import type { Stated } from "../config/stated.ts";
import { UserError } from "../config/user-error.ts";
import { readText } from "./read-input.ts";

/** A file that was read and found right. */
export type Pushable =
  | { readonly file: string; readonly kind: "result"; readonly run: WireRunResult }
  | { readonly file: string; readonly kind: "stated"; readonly stated: Stated };

/** Reads `file` (`-` is standard input, JSON). YAML is a statement; JSON is what its schema says. Throws {@link UserError}. */
export async function readPushable(file: string): Promise<Pushable> {
  const { name, text } = await readText(file);
  if (/\.ya?ml$/iu.test(file)) {
    const stated = statedIn(text, name);
    if (stated !== undefined) return { file, kind: "stated", stated };
    throw new UserError(
      `${name}: has no schema; wants ${STATED_SCHEMAS.join(" or ")}, or a result of gramme bench --json, which is JSON`,
    );
  }
  const value = parsed(text, name);
  const schema = (value as { readonly schema?: unknown } | null)?.schema;
  if (typeof schema === "string" && STATED_SCHEMAS.includes(schema)) {
    // JSON is YAML too, and so its complaints have lines
    const stated = statedIn(text, name);
    if (stated !== undefined) return { file, kind: "stated", stated };
  }
  return { file, kind: "result", run: resultOf(value, schema, name) };
}

function parsed(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UserError(
      `${name}: is no JSON (${(error as Error).message}); gramme bench --json writes it`,
      undefined,
      { cause: error },
    );
  }
}

function resultOf(value: unknown, schema: unknown, name: string): WireRunResult {
  const checked = check(RunResult, value);
  if (checked.ok) return checked.value;
  if (schema !== "gramme/run/1") {
    throw new UserError(`${name} is no result of gramme bench --json: its schema is not gramme/run/1`);
  }
  const lines = checked.issues
    .slice(0, 10)
    .map(({ path, message }) => `${name}: ${pathText(path)}: ${message}`);
  throw new UserError(lines.join("\n"));
}
