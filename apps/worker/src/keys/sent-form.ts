/**
 * What people send to the doors of keys, tenants and repositories: small, and checked.
 * @module
 */
import { check } from "@gramme/core/wire";
import type { z } from "zod";
import type { LedgerContext } from "../context.ts";
import { malformedBody } from "../problem/malformed-body.ts";
import { readJson } from "../intake/body.ts";

const MOST_BYTES = 65_536;

/** The body in this form. Throws `malformed-body` with all that is wrong with it. */
export async function sentForm<S extends z.ZodType>(c: LedgerContext, form: S): Promise<z.output<S>> {
  const checked = check(form, await readJson(c.req.raw, MOST_BYTES));
  if (checked.ok) return checked.value;
  throw malformedBody("the body is not of the form that this door takes", checked.issues);
}
