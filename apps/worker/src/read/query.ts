/**
 * Query strings, checked as strictly as bodies: what is not known is refused, with the nearest that would be right.
 * @module
 */
import { BOUNDARY_RUNGS, MODALITIES, PHASES, TASKS } from "@gramme/core";
import { API_GROUPINGS, check, pathText, TIMINGS } from "@gramme/core/wire";
import { z } from "zod";
import type { LedgerContext } from "../context.ts";
import { Refusal } from "../problem/problem.ts";
import { LAST, lastFrom } from "./last.ts";

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
  last: z
    .enum(LAST)
    .optional()
    .describe(
      "instead of from and to: so many days up to now by the ledger's clock, today's among them; all: since there is anything",
    ),
};

/** How figures are made. */
export const MAKING = {
  boundary: z.enum(BOUNDARY_RUNGS).optional().describe("what a figure counts; facility when not said"),
  grid: z.enum(["annual", "hourly"]).optional().describe("annual when not said; location-based both"),
  as_of: text
    .optional()
    .describe(
      "with profiles and factors as they were known then: datetime, or date (the end of that day, UTC), not to come",
    ),
};

/** Of a closed set, so that a slip is refused and not answered with nothing. */
function anyOfThese<const V extends string>(values: readonly V[]) {
  return z.array(z.enum(values)).min(1).max(MOST_VALUES).optional();
}

/** Which requests: a label as often as wanted, any of its values; empty where the sender said none. */
export const FILTERS = {
  phase: anyOfThese(PHASES),
  modality: anyOfThese([...MODALITIES, "unknown"]),
  task: anyOfThese([...TASKS, "unknown"]),
  model: anyOf,
  model_version: anyOf,
  route: anyOf,
  profile: anyOf,
  zone: anyOf,
  timing: anyOfThese([...TIMINGS, ""]),
} as const satisfies Readonly<Record<(typeof API_GROUPINGS)[number], unknown>>;

/** A table instead of JSON. */
export const FORMAT = { format: z.enum(["json", "csv"]).optional() };

/** Most rows of an answer. */
export const MOST_ROWS = 1000;

/** Rows that a list gives. */
export const LIMIT = {
  limit: z
    .string()
    .regex(/^[1-9][0-9]{0,3}$/u, `wants a whole number from 1 to ${MOST_ROWS}`)
    .transform(Number)
    .refine((rows) => rows <= MOST_ROWS, `wants a whole number from 1 to ${MOST_ROWS}`)
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
  const { value } = checked as { value: z.output<S> };
  resolveLast(c, value as Spanned);
  return value;
}

interface Spanned {
  from?: string | undefined;
  readonly to?: string | undefined;
  readonly last?: (typeof LAST)[number] | undefined;
}

/** Says as `from` what was said as `last`. */
function resolveLast(c: LedgerContext, query: Spanned): void {
  const { last } = query;
  if (last === undefined) return;
  if (query.from !== undefined || query.to !== undefined) {
    throw wrongParameter("last", "wants neither from nor to beside it");
  }
  query.from = lastFrom(last, c.var.nowMs, c.var.beginningMs);
}

/** A refusal of one parameter. */
export function wrongParameter(field: string, detail: string): Refusal {
  return new Refusal("malformed-query", `${field}: ${detail}`, {
    errors: [{ code: "malformed-query", field, detail }],
  });
}
