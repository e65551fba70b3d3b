/**
 * Query strings, checked as strictly as bodies: what is not known is refused, with the nearest that would be right.
 * @module
 */
import { BOUNDARY_RUNGS } from "@gramme/core";
import { API_GROUPINGS, check, pathText } from "@gramme/core/wire";
import { z } from "zod";
import type { LedgerContext } from "../context.ts";
import { Refusal } from "../problem/problem.ts";

/** Longest value of a parameter. */
const LONGEST = 300;
/** Most values of one filter. */
const MOST_VALUES = 200;

const text = z.string().max(LONGEST);
const anyOf = z.array(text).min(1).max(MOST_VALUES).optional();

/** Parameters of a period, of what a figure counts, and of which requests. */
export const PERIOD = {
  from: text.optional().describe("date, or datetime at a full hour, UTC"),
  to: text.optional().describe("date (that day included), or datetime at a full hour (not included), UTC"),
};

/** How figures are made. */
export const MAKING = {
  boundary: z.enum(BOUNDARY_RUNGS).optional().describe("what a figure counts; facility when not said"),
  grid: z.enum(["annual", "hourly"]).optional().describe("annual when not said; location-based both"),
  as_of: text.optional().describe("with profiles and factors as they were known then"),
};

/** Which requests: a label as often as wanted, any of its values. */
export const FILTERS = {
  phase: anyOf,
  modality: anyOf,
  task: anyOf,
  model: anyOf,
  model_version: anyOf,
  route: anyOf,
  profile: anyOf,
  zone: anyOf,
  timing: anyOf,
} as const satisfies Readonly<Record<(typeof API_GROUPINGS)[number], unknown>>;

/** A table instead of JSON. */
export const FORMAT = { format: z.enum(["json", "csv"]).optional() };

/** Rows that a list gives. */
export const LIMIT = {
  limit: z
    .string()
    .regex(/^[1-9][0-9]{0,3}$/u, "wants a whole number from 1 to 1000")
    .transform(Number)
    .refine((rows) => rows <= 1000, "wants a whole number from 1 to 1000")
    .optional(),
};

/** The label that rows are split by. */
export const BY = { by: z.enum(API_GROUPINGS).optional() };

const REPEATED: readonly string[] = API_GROUPINGS;

/** The query of a request. Throws `malformed-query` naming every parameter that is wrong. */
export function asked<S extends z.ZodType>(c: LedgerContext, schema: S): z.output<S> {
  // without a prototype, so that no parameter has a meaning of its own
  const found = Object.create(null) as Record<string, string | string[]>;
  const errors: { code: string; field: string; detail: string }[] = [];
  for (const [key, values] of Object.entries(c.req.queries())) {
    const [only = ""] = values;
    if (REPEATED.includes(key)) found[key] = values;
    else if (values.length === 1) found[key] = only;
    else
      errors.push({
        code: "malformed-query",
        field: key,
        detail: `stands ${values.length} times, wants once`,
      });
  }
  const checked = check(schema, found);
  if (!checked.ok) {
    for (const { path, message } of checked.issues) {
      errors.push({
        code: "malformed-query",
        field: pathText(path),
        detail: message.replace("key", "parameter"),
      });
    }
  }
  if (errors.length > 0) {
    throw new Refusal(
      "malformed-query",
      errors.map(({ field, detail }) => `${field}: ${detail}`).join("; "),
      {
        errors,
      },
    );
  }
  return (checked as { value: z.output<S> }).value;
}

/** A refusal of one parameter. */
export function wrongParameter(field: string, detail: string): Refusal {
  return new Refusal("malformed-query", `${field}: ${detail}`, {
    errors: [{ code: "malformed-query", field, detail }],
  });
}
