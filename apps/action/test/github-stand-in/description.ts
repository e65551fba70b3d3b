/**
 * GitHub's published description of its REST API, as `@octokit/openapi` carries it: which routes there are, and what
 * each takes and gives.
 * @module
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

/** JSON Schema in the dialect of OpenAPI 3.0. */
export type Schema = Readonly<Record<string, unknown>>;

/** A parameter in the path, the query or a header. */
export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema: Schema;
  /** It may hold slashes. */
  readonly "x-multi-segment"?: boolean;
}

/** What one method of one path takes and gives. */
export interface Operation {
  /** `GET /repos/{owner}/{repo}/pulls`. */
  readonly route: string;
  readonly parameters: readonly Parameter[];
  /** Of the JSON body; absent where none is taken. */
  readonly body?: { readonly required: boolean; readonly schema: Schema };
  /** By status; null where there is no JSON. */
  readonly answers: ReadonlyMap<number, Schema | null>;
}

/** An operation, and what stands in its path. */
export interface Match {
  readonly operation: Operation;
  readonly path: Readonly<Record<string, string>>;
}

interface RawBody {
  readonly required?: boolean;
  readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>;
}
interface RawOperation {
  readonly parameters?: readonly (Parameter | Reference)[];
  readonly requestBody?: RawBody;
  readonly responses: Readonly<Record<string, RawBody | Reference>>;
}
interface Reference {
  readonly $ref: string;
}
interface Raw {
  readonly paths: Readonly<Record<string, Readonly<Record<string, RawOperation>>>>;
  readonly components: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

let raw: Raw | undefined;

/** 13 MB, read once per process. */
function load(): Raw {
  const file = createRequire(import.meta.url).resolve("@octokit/openapi/generated/api.github.com.json");
  raw ??= corrected(JSON.parse(readFileSync(file, "utf8")) as Raw);
  return raw;
}

/** What GitHub does and its description does not say: the head repository of a deleted fork is null. */
function corrected(described: Raw): Raw {
  for (const name of ["pull-request", "pull-request-simple"]) {
    const pull = described.components["schemas"]?.[name];
    const { head } = (pull as PullSchema).properties;
    head.properties["repo"] = { nullable: true, allOf: [head.properties["repo"]] };
  }
  return described;
}

interface PullSchema {
  readonly properties: { readonly head: { readonly properties: Record<string, unknown> } };
}

/** Everything that stands under `components.schemas`. */
export function componentSchema(name: string): Schema {
  const schema = load().components["schemas"]?.[name] as Schema | undefined;
  if (schema === undefined) throw new Error(`GitHub's description has no schema ${name}`);
  return schema;
}

interface Path {
  readonly template: string;
  readonly pattern: RegExp;
  readonly names: readonly string[];
}

let paths: readonly Path[] | undefined;
const operations = new Map<string, Operation>();

/** Which operation a request asks for; undefined where GitHub has none. */
export function findOperation(method: string, pathname: string): Match | undefined {
  const found = everyPath()
    .map((path) => ({ path, match: path.pattern.exec(pathname) }))
    .find(({ path, match }) => match !== null && rawOperation(method, path.template) !== undefined);
  if (found?.match === undefined || found.match === null) return undefined;
  const values = found.match.slice(1).map(decodeURIComponent);
  return {
    operation: operationOf(method, found.path.template),
    path: Object.fromEntries(found.path.names.map((name, index) => [name, values[index] ?? ""])),
  };
}

function everyPath(): readonly Path[] {
  // fewest parameters first: /issues/comments/{comment_id} before /issues/{issue_number}/{more}
  paths ??= Object.keys(load().paths)
    .map(pathOf)
    .toSorted((a, b) => a.names.length - b.names.length);
  return paths;
}

function pathOf(template: string): Path {
  const names: string[] = [];
  const pattern = template.split(/(\{[^}]+\})/u).map((part) => {
    if (!part.startsWith("{")) return part.replaceAll(/[.*+?^$()|[\]\\]/gu, "\\$&");
    const name = part.slice(1, -1);
    names.push(name);
    return isLong(template, name) ? "(.+)" : "([^/]+)";
  });
  return { template, pattern: new RegExp(`^${pattern.join("")}$`, "u"), names };
}

function isLong(template: string, name: string): boolean {
  return Object.values(load().paths[template] ?? {}).some((operation) =>
    operation.parameters?.some(
      (parameter) =>
        !("$ref" in parameter) && parameter.name === name && parameter["x-multi-segment"] === true,
    ),
  );
}

function rawOperation(method: string, template: string): RawOperation | undefined {
  return load().paths[template]?.[method.toLowerCase()];
}

function operationOf(method: string, template: string): Operation {
  const route = `${method} ${template}`;
  let operation = operations.get(route);
  if (operation !== undefined) return operation;
  const described = rawOperation(method, template);
  if (described === undefined) throw new Error(`GitHub's description has no ${route}`);
  const body = described.requestBody;
  const schema = body === undefined ? undefined : jsonSchema(body);
  operation = {
    route,
    parameters: (described.parameters ?? []).map((parameter) => resolved<Parameter>(parameter)),
    ...(schema === undefined ? {} : { body: { required: body?.required === true, schema } }),
    answers: new Map(
      Object.entries(described.responses).map(([status, answer]) => [
        Number(status),
        jsonSchema(resolved<RawBody>(answer)) ?? null,
      ]),
    ),
  };
  operations.set(route, operation);
  return operation;
}

function jsonSchema({ content }: RawBody): Schema | undefined {
  return content?.["application/json"]?.schema;
}

function resolved<T>(value: T | Reference): T {
  if (typeof value !== "object" || value === null || !("$ref" in value)) return value;
  const [kind = "", name = ""] = value.$ref.split("/").slice(-2);
  return load().components[kind]?.[name] as T;
}
