/**
 * The texts that a form of answers can hold, by their paths: what is free to say anything, and what is one of a few known
 * words or a time.
 * @module
 */
import type { z } from "zod";

/** Whether a text says one of a few words that the form itself names (or a time), or whatever somebody put in. */
export type TextKind = "closed" | "free";

/** Kinds of text by path, `profiles.stands.id`: lists and indices are not in it. `*` is any key of a record. */
export type TextsOfForm = ReadonlyMap<string, TextKind>;

/** Forms of time, which tell nothing but a time. */
const TIMES: readonly unknown[] = ["datetime", "date"];

/** Every text that a form can hold. */
export function textsOfForm(form: z.ZodType): TextsOfForm {
  const found = new Map<string, TextKind>();
  walk(form, "", found);
  return found;
}

/** Forms that hold no text. */
const NO_TEXT: readonly string[] = ["number", "boolean", "null"];

function walk(form: z.core.$ZodType, path: string, found: Map<string, TextKind>): void {
  const { def } = form as unknown as { readonly def: z.core.$ZodTypes["_zod"]["def"] };
  const under = (name: string): string => (path === "" ? name : `${path}.${name}`);
  if (def.type === "object") {
    for (const [name, of] of Object.entries(def.shape)) walk(of, under(name), found);
  } else if (def.type === "array") walk(def.element, path, found);
  else if (def.type === "record") walk(def.valueType, under("*"), found);
  else if (def.type === "union") {
    for (const of of def.options) walk(of, path, found);
  } else if (def.type === "optional" || def.type === "nullable") walk(def.innerType, path, found);
  else if (def.type === "string") {
    // where one branch of a union says anything, the path does
    const { format } = def as { readonly format?: unknown };
    if (found.get(path) !== "free") found.set(path, TIMES.includes(format) ? "closed" : "free");
  } else if (def.type === "enum" || def.type === "literal") {
    if (!found.has(path)) found.set(path, "closed");
  } else if (!NO_TEXT.includes(def.type)) {
    throw new Error(`nobody said what texts a ${def.type} holds, at ${path}`);
  }
}
