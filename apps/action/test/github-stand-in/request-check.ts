/**
 * Whether a request is one that GitHub's description knows.
 * @module
 */
import type { IncomingHttpHeaders } from "node:http";
import type { Match, Parameter } from "./description.ts";
import { breaches, namesOf } from "./schema-check.ts";

/** A request, as it came. */
export interface Asked {
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Versions of the API (docs.github.com, "API versions"). */
const VERSIONS = ["2022-11-28", "2026-03-10"];
const MOST_PER_PAGE = 100;

/** What is wrong with a request, one line each; empty when all is well. */
export function requestBreaches({ operation, path }: Match, asked: Asked): readonly string[] {
  const { query, headers, body } = asked;
  return [
    ...headerBreaches(headers),
    ...operation.parameters
      .filter((parameter) => parameter.in === "path")
      .flatMap((parameter) => valueBreaches(parameter, path[parameter.name])),
    ...queryBreaches(
      operation.parameters.filter((parameter) => parameter.in === "query"),
      query,
    ),
    ...bodyBreaches(operation.body, headers["content-type"], body),
  ];
}

function headerBreaches(headers: IncomingHttpHeaders): string[] {
  const wrong: string[] = [];
  if ((headers["user-agent"] ?? "") === "") wrong.push("header user-agent is missing: GitHub answers 403");
  if (!/\bjson\b/u.test(headers.accept ?? "")) {
    wrong.push(`header accept is ${headers.accept}; application/vnd.github+json would be right`);
  }
  if (!/^(token|bearer) \S+$/iu.test(headers.authorization ?? "")) {
    wrong.push("header authorization is missing, or of another form than `bearer <token>`");
  }
  const version = headers["x-github-api-version"];
  if (version !== undefined && !VERSIONS.includes(String(version))) {
    wrong.push(`header x-github-api-version is ${String(version)}; ${VERSIONS.join(" or ")} would be right`);
  }
  return wrong;
}

function queryBreaches(parameters: readonly Parameter[], query: URLSearchParams): string[] {
  const known = new Set(parameters.map(({ name }) => name));
  const wrong = [...query.keys()]
    .filter((name) => !known.has(name))
    .map((name) => `query parameter ${name} is unknown; GitHub knows ${[...known].join(", ")}`);
  for (const parameter of parameters) {
    const values = query.getAll(parameter.name);
    if (values.length > 1) wrong.push(`query parameter ${parameter.name} is there ${values.length} times`);
    wrong.push(...valueBreaches(parameter, values[0]));
  }
  // only words say so in the description; GitHub caps it in silence
  if (known.has("per_page") && Number(query.get("per_page") ?? 1) > MOST_PER_PAGE) {
    wrong.push(
      `query parameter per_page is ${query.get("per_page")}; at most ${MOST_PER_PAGE} would be right`,
    );
  }
  return wrong;
}

function valueBreaches(
  { name, in: place, required, schema }: Parameter,
  value: string | undefined,
): string[] {
  if (value === undefined) return required === true ? [`${place} parameter ${name} is missing`] : [];
  return breaches(schema, coerced(schema, value)).map(
    (breach) => `${place} parameter ${name} is ${JSON.stringify(value)}: ${breach}`,
  );
}

/** Text as the type that its schema wants, where it can be read so. */
function coerced({ type }: Parameter["schema"], value: string): unknown {
  if ((type === "integer" || type === "number") && /^-?\d+(\.\d+)?$/u.test(value)) return Number(value);
  if (type === "boolean" && /^(true|false)$/u.test(value)) return value === "true";
  if (type === "array") return value.split(",");
  return value;
}

function bodyBreaches(
  described: Match["operation"]["body"],
  contentType: string | undefined,
  body: string,
): string[] {
  if (described === undefined) return body === "" ? [] : ["a body is there, and none is taken"];
  if (body === "") return described.required ? ["the body is missing"] : [];
  if (!/^application\/json\b/u.test(contentType ?? "")) {
    return [`header content-type is ${contentType}; application/json would be right`];
  }
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return ["the body is no JSON"];
  }
  const names = namesOf(described.schema);
  // GitHub would take and ignore it, and so would never tell that it is misspelt
  const unknown = Object.keys(Object(value)).filter((name) => names?.has(name) === false);
  return [
    ...breaches(described.schema, value).map((breach) => `body: ${breach}`),
    ...unknown.map((name) => `body: ${name} is unknown; GitHub knows ${[...(names ?? [])].join(", ")}`),
  ];
}
