/**
 * What is wrong with an input, field by field, with the nearest key that would be right.
 * @module
 */
import { closest, distance } from "fastest-levenshtein";
import type { z } from "zod";
import { GrammeError } from "../error.ts";

/** One thing wrong with an input. */
export interface InputIssue {
  /** Keys and indices from the root to the place. */
  readonly path: readonly (string | number)[];
  /** One sentence: what was found, what would be right. */
  readonly message: string;
}

/** The outcome of checking an input. */
export type Checked<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly issues: readonly InputIssue[] };

/** A path as people write it: `workloads[2].run`. The root is `(root)`. */
export function pathText(path: readonly (string | number)[]): string {
  const text = path.reduce<string>(
    (acc, part) => (typeof part === "number" ? `${acc}[${part}]` : acc === "" ? part : `${acc}.${part}`),
    "",
  );
  return text === "" ? "(root)" : text;
}

/** The candidate nearest to `found`, when it is near enough to be a slip of the pen. */
export function nearest(found: string, candidates: readonly string[]): string | undefined {
  if (candidates.length === 0) return undefined;
  const longer = found.length > 2 ? candidates.find((candidate) => candidate.startsWith(found)) : undefined;
  if (longer !== undefined) return longer;
  const best = closest(found, candidates);
  return distance(found, best) <= Math.max(2, Math.floor(found.length / 3)) ? best : undefined;
}

/** Checks `input` against a schema, every issue worded for people. */
export function check<S extends z.ZodType>(schema: S, input: unknown): Checked<z.output<S>> {
  const parsed = schema.safeParse(input, { reportInput: true });
  if (parsed.success) return { ok: true, value: parsed.data };
  return { ok: false, issues: parsed.error.issues.flatMap((issue) => worded(schema, issue)) };
}

/** Like {@link check}, but throws `malformed-input` with the first issue. */
export function checkOrThrow<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const checked = check(schema, input);
  if (checked.ok) return checked.value;
  const lines = checked.issues.map((issue) => `${pathText(issue.path)}: ${issue.message}`);
  throw new GrammeError("malformed-input", lines.join("\n"), {
    field: pathText(checked.issues[0]?.path ?? []),
    found: lines[0] ?? "",
  });
}

function worded(schema: z.ZodType, issue: z.core.$ZodIssue): readonly InputIssue[] {
  const path = issue.path.filter((part) => typeof part !== "symbol");
  switch (issue.code) {
    case "unrecognized_keys": {
      const known = keysAt(schema, path);
      const present = Object.keys(issue.input ?? {});
      return issue.keys.map((key) => {
        // a key that is there already is not the one that was meant
        const near = nearest(
          key,
          known.filter((candidate) => !present.includes(candidate)),
        );
        const hint = near === undefined ? `known keys: ${known.join(", ")}` : `did you mean "${near}"?`;
        return { path: [...path, key], message: `unknown key "${key}"; ${hint}` };
      });
    }
    case "invalid_type": {
      // a schema that has words of its own for what it wants is quoted
      const wanted = issue.message.startsWith("Invalid input")
        ? `wants ${article(issue.expected)}`
        : issue.message;
      const missing = issue.input === undefined;
      return [{ path, message: missing ? `missing; ${wanted}` : `${wanted}, found ${shown(issue.input)}` }];
    }
    case "invalid_value": {
      const values = issue.values.map(String);
      if (issue.input === undefined) return [{ path, message: `missing; wants one of ${values.join(", ")}` }];
      const near = typeof issue.input === "string" ? nearest(issue.input, values) : undefined;
      const hint = near === undefined ? "" : `; did you mean "${near}"?`;
      return [{ path, message: `wants one of ${values.join(", ")}, found ${shown(issue.input)}${hint}` }];
    }
    case "too_small": {
      const than = issue.inclusive === true ? ">=" : ">";
      const what =
        issue.origin === "array" || issue.origin === "string" ? `length ${than}` : `a number ${than}`;
      return [{ path, message: `wants ${what} ${issue.minimum}, found ${shown(issue.input)}` }];
    }
    case "too_big": {
      const than = issue.inclusive === true ? "<=" : "<";
      return [{ path, message: `wants a number ${than} ${issue.maximum}, found ${shown(issue.input)}` }];
    }
    case "invalid_union": {
      // the branch that got furthest says most
      const branches = issue.errors.filter((errors) => errors.length > 0);
      const deepest =
        branches.toSorted((a, b) => (b[0]?.path.length ?? 0) - (a[0]?.path.length ?? 0))[0] ?? [];
      return deepest.length > 0 && (deepest[0]?.path.length ?? 0) > 0
        ? deepest.flatMap((inner) => worded(schema, { ...inner, path: [...issue.path, ...inner.path] }))
        : [{ path, message: `${issue.message}, found ${shown(issue.input)}` }];
    }
    case "invalid_format":
      return [{ path, message: `${issue.message}, found ${shown(issue.input)}` }];
    case "custom":
    case "invalid_element":
    case "invalid_key":
    case "not_multiple_of":
      return [{ path, message: issue.message }];
  }
}

function article(type: string): string {
  return /^[aeiou]/u.test(type) ? `an ${type}` : `a ${type}`;
}

/** A value as an error shows it: short, quoted if text. */
function shown(value: unknown): string {
  if (typeof value === "string") return value.length > 60 ? `"${value.slice(0, 57)}…"` : `"${value}"`;
  if (typeof value === "number" || typeof value === "boolean" || value === null || value === undefined) {
    return String(value);
  }
  return Array.isArray(value) ? `a list of ${value.length}` : "an object";
}

/** Keys that the schema knows at a path; empty where it takes anything. */
function keysAt(schema: z.ZodType, path: readonly (string | number)[]): readonly string[] {
  let here: unknown = schema;
  for (const part of path) {
    here = childOf(unwrapped(here), part);
  }
  const shape = shapeOf(unwrapped(here));
  return shape === undefined ? [] : Object.keys(shape);
}

type Def = {
  readonly type: string;
  readonly innerType?: unknown;
  readonly in?: unknown;
  readonly element?: unknown;
  readonly shape?: Record<string, unknown>;
};

function defOf(schema: unknown): Def | undefined {
  return (schema as { def?: Def } | undefined)?.def;
}

function unwrapped(schema: unknown): unknown {
  const def = defOf(schema);
  const inner = def?.innerType ?? def?.in;
  return inner === undefined ? schema : unwrapped(inner);
}

function shapeOf(schema: unknown): Record<string, unknown> | undefined {
  return defOf(schema)?.shape;
}

function childOf(schema: unknown, part: string | number): unknown {
  return typeof part === "number" ? defOf(schema)?.element : shapeOf(schema)?.[part];
}
