/**
 * What the stand-in answers, and whether GitHub could have answered it.
 * @module
 */
import type { Operation, Schema } from "./description.ts";
import { componentSchema } from "./description.ts";
import { breaches, namesOf, rowSchema } from "./schema-check.ts";

/** An answer, before it is sent. */
export interface Answer {
  readonly status: number;
  /** Sent as JSON; absent where there is no body. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const DOCUMENTATION = "https://docs.github.com/rest";

/** An error in GitHub's form. */
export function errorAnswer(
  status: number,
  message: string,
  { errors, headers = {} }: { errors?: readonly object[]; headers?: Readonly<Record<string, string>> } = {},
): Answer {
  const body = { message, documentation_url: DOCUMENTATION, ...(errors === undefined ? {} : { errors }) };
  return { status, headers, body: { ...body, status: String(status) } };
}

/** What breaks the description in an answer of ours, one line each. A fixture that is not like GitHub proves nothing. */
export function answerBreaches({ route, answers }: Operation, { status, body }: Answer): readonly string[] {
  const described = answers.get(status);
  if (described === null || status === 204)
    return body === undefined ? [] : [tell(route, status, "it has a body")];
  // limits, permissions, redirects and trouble are everywhere, and described in words only
  const schema = described ?? (status >= 300 ? everywhere(status) : undefined);
  if (schema === undefined) return [tell(route, status, "GitHub's description knows no such status")];
  return [...breaches(schema, body), ...unknownNames(schema, body)].map((breach) =>
    tell(route, status, breach),
  );
}

function everywhere(status: number): Schema {
  return componentSchema(status === 422 ? "validation-error" : "basic-error");
}

function unknownNames(schema: Schema, body: unknown): string[] {
  if (Array.isArray(body)) {
    const row = rowSchema(schema);
    return row === undefined ? [] : body.flatMap((one) => unknownNames(row, one));
  }
  const names = namesOf(schema);
  return Object.keys(Object(body))
    .filter((name) => names?.has(name) === false && name !== "status")
    .map((name) => `${name} is unknown`);
}

function tell(route: string, status: number, breach: string): string {
  return `the stand-in's own answer ${status} to ${route}: ${breach}`;
}
