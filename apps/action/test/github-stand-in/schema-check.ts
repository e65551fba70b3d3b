/**
 * Values against schemas of GitHub's description. Only what is asked for is compiled, and once per process.
 * @module
 */
import { Ajv } from "ajv";
import type { ValidateFunction } from "ajv";
import formats from "ajv-formats";
import type { Schema } from "./description.ts";
import { componentSchema } from "./description.ts";

const ajv = new Ajv({ strict: false, allErrors: true, validateSchema: false, inlineRefs: false });
formats.default(ajv);

const known = new Set<string>();
const compiled = new WeakMap<Schema, ValidateFunction>();
const COMPONENT = "#/components/schemas/";

/** What breaks the schema, one line each; empty when it holds. */
export function breaches(schema: Schema, value: unknown): readonly string[] {
  let validate = compiled.get(schema);
  if (validate === undefined) {
    validate = ajv.compile(plain(schema) as object);
    compiled.set(schema, validate);
  }
  if (validate(value)) return [];
  return (validate.errors ?? []).map(({ instancePath, message, params }) => {
    const which = "additionalProperty" in params ? ` ${String(params["additionalProperty"])}` : "";
    return `${instancePath === "" ? "it" : instancePath} ${message ?? "is wrong"}${which}`;
  });
}

/** Names that a schema of an object knows at its top, in all its alternatives; undefined for what is no object. */
export function namesOf(schema: Schema): ReadonlySet<string> | undefined {
  const whole = pointedAt(schema);
  const parts = ["allOf", "anyOf", "oneOf"].flatMap((word) => (whole[word] as Schema[] | undefined) ?? []);
  const own = Object.keys((whole["properties"] as object | undefined) ?? {});
  const names = new Set([...own, ...parts.flatMap((part) => [...(namesOf(part) ?? [])])]);
  return names.size > 0 ? names : undefined;
}

/** The schema of a list's rows, where it is a list. */
export function rowSchema(schema: Schema): Schema | undefined {
  return pointedAt(schema)["items"] as Schema | undefined;
}

function pointedAt(schema: Schema): Schema {
  const { $ref } = schema;
  return typeof $ref === "string" ? componentSchema($ref.slice(COMPONENT.length)) : schema;
}

/** The dialect of OpenAPI 3.0 as JSON Schema: `nullable` is a type there, and components are schemas of their own. */
function plain(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(plain);
  if (typeof schema !== "object" || schema === null) return schema;
  const { $ref, nullable, ...rest } = schema as Record<string, unknown>;
  if (typeof $ref === "string") {
    const name = $ref.slice(COMPONENT.length);
    if (!known.has(name)) {
      known.add(name);
      ajv.addSchema(plain(componentSchema(name)) as object, `component:${name}`);
    }
    return { $ref: `component:${name}` };
  }
  const words = Object.entries(rest)
    .filter(([word]) => !NOT_CHECKED.has(word))
    .map(([word, value]) => [word, word === "properties" ? each(value as object) : plain(value)]);
  const converted: unknown = Object.fromEntries(words);
  return nullable === true ? { anyOf: [{ type: "null" }, converted] } : converted;
}

/** Words for people. */
const NOT_CHECKED = new Set([
  "example",
  "examples",
  "discriminator",
  "externalDocs",
  "deprecated",
  "default",
]);

/** Under `properties` the words are names, whatever they are. */
function each(properties: object): object {
  return Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, plain(schema)]));
}
