/**
 * Attributes of OTLP/JSON: the few that are asked for. All others, prompts and answers among them, are passed over.
 * @module
 */

/** Attributes by name; text and whole numbers only. */
export type Attributes = ReadonlyMap<string, string | number>;

/** Attributes that are looked at. A name that is not here is never read. */
const READ: ReadonlySet<string> = new Set([
  "gen_ai.operation.name",
  "gen_ai.request.model",
  "gen_ai.response.model",
  "gen_ai.usage.input_tokens",
  "gen_ai.usage.output_tokens",
  // as the conventions had them until 1.27
  "gen_ai.usage.prompt_tokens",
  "gen_ai.usage.completion_tokens",
  "error.type",
  "gramme.task",
  "gramme.phase",
  "gramme.profile",
  "gramme.route",
  "gramme.zone",
  "gramme.model_version",
]);

/** Reads a list of `{ key, value: AnyValue }`; whatever is no such list has no attributes. */
export function attributesOf(list: unknown): Attributes {
  const found = new Map<string, string | number>();
  if (!Array.isArray(list)) return found;
  for (const entry of list as readonly unknown[]) {
    const { key, value } = (entry ?? {}) as { readonly key?: unknown; readonly value?: unknown };
    if (typeof key !== "string" || !READ.has(key)) continue;
    const plain = plainOf(value);
    if (plain !== undefined) found.set(key, plain);
  }
  return found;
}

/** Text or a number of an AnyValue; nothing for a boolean, a list, a map or bytes, which none of ours is. */
function plainOf(value: unknown): string | number | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { stringValue, intValue, doubleValue } = value as Readonly<Record<string, unknown>> & {
    readonly stringValue?: unknown;
    readonly intValue?: unknown;
    readonly doubleValue?: unknown;
  };
  if (typeof stringValue === "string") return stringValue;
  // int64 comes as text, or as a number from those who do not know better
  if (typeof intValue === "string" && /^-?\d{1,19}$/u.test(intValue)) return Number(intValue);
  if (typeof intValue === "number") return intValue;
  return typeof doubleValue === "number" ? doubleValue : undefined;
}

/** A text attribute, the span's before the resource's; nothing where it is no text or empty. */
export function textOf(name: string, ...from: readonly Attributes[]): string | undefined {
  for (const attributes of from) {
    const value = attributes.get(name);
    if (typeof value === "string" && value !== "") return value;
  }
  return undefined;
}

/** The first of these attributes that is a whole number. */
export function countOf(attributes: Attributes, ...names: readonly string[]): number | undefined {
  for (const name of names) {
    const value = attributes.get(name);
    const number = typeof value === "string" && /^\d{1,13}$/u.test(value) ? Number(value) : value;
    if (typeof number === "number" && Number.isInteger(number) && number >= 0) return number;
  }
  return undefined;
}
