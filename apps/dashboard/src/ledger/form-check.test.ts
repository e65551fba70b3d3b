import { type Schema, Validator } from "@cfworker/json-schema";
import { describe, expect, it } from "vitest";
import { formsSchema } from "../../answer-forms.ts";
import { type Form, type Forms, mismatch } from "./form-check.ts";

const { $defs } = formsSchema() as { readonly $defs: Forms };
const NAMES = [
  "project",
  "phases",
  "summary",
  "series",
  "decomposition",
  "models",
  "parity",
  "runs",
  "factors",
  "profiles",
  "grid",
  "methods",
];

/** A value of a form, with every member that it may have. */
function sample(form: Form): unknown {
  if (form.$ref !== undefined) return sample($defs[form.$ref.slice(8)] ?? {});
  if ("const" in form) return form.const;
  if (form.enum !== undefined) return form.enum[0];
  const choice = form.anyOf ?? form.oneOf;
  if (choice !== undefined) return sample(choice[0] ?? {});
  const type: string = (typeof form.type === "object" ? form.type[0] : form.type) ?? "object";
  switch (type) {
    case "string":
      return form.format === "date-time" ? "2026-11-23T14:00:00.000Z" : "text";
    case "integer":
    case "number":
      return Math.max(form.minimum ?? 1, (form.exclusiveMinimum ?? 0) + 1);
    case "boolean":
      return true;
    case "null":
      return null;
    case "array":
      return [sample(form.items ?? {})];
    default: {
      const own = Object.entries(form.properties ?? {}).map(([key, one]) => [key, sample(one)] as const);
      const more = form.additionalProperties;
      if (more === undefined) return Object.fromEntries(own);
      // a record: of all its names, or of one where none is wanted
      const names = form.required ?? [(form.propertyNames?.enum?.[0] as string | undefined) ?? "any"];
      return Object.fromEntries([...own, ...names.map((name) => [name, sample(more)] as const)]);
    }
  }
}

type Path = readonly (string | number)[];

function pathsOf(value: unknown, at: Path = []): readonly Path[] {
  if (typeof value !== "object" || value === null) return [at];
  return [at, ...Object.entries(value).flatMap(([key, one]) => pathsOf(one, [...at, key]))];
}

/** A copy with something else at a place; `undefined` takes the place away. */
function changed(value: unknown, [key, ...rest]: Path, to: unknown): unknown {
  if (key === undefined) return to;
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) }) as Record<
    string,
    unknown
  >;
  if (rest.length === 0 && to === undefined && !Array.isArray(copy)) delete copy[key];
  else copy[key] = changed(copy[key], rest, to);
  return copy;
}

const OTHERS: readonly unknown[] = [
  undefined,
  null,
  -1,
  0.5,
  1e30,
  "",
  "other",
  "2026-13-40T99:00:00Z",
  true,
  [],
  {},
  [null],
];

describe.each(NAMES)("an answer %s", (name) => {
  const form: Form = { $ref: `#/$defs/${name}` };
  const validator = new Validator({ $defs, ...form } as Schema);
  const right = sample(form);

  it("is of its form", () => {
    expect(mismatch(form, right, $defs)).toBeUndefined();
    expect(validator.validate(right).valid).toBe(true);
  });

  it("is told to be none wherever a validator says so, and nowhere else", () => {
    const places = pathsOf(right);
    // large forms are looked at here and there
    const every = Math.ceil(places.length / 60);
    let wrong = 0;
    for (const at of places.filter((_, index) => index % every === 0)) {
      for (const other of OTHERS) {
        const text = JSON.stringify(changed(right, at, other));
        if (text === undefined) continue;
        const value: unknown = JSON.parse(text);
        const { valid } = validator.validate(value);
        expect([at.join("."), other, mismatch(form, value, $defs) === undefined]).toEqual([
          at.join("."),
          other,
          valid,
        ]);
        if (!valid) wrong += 1;
      }
    }
    expect(wrong).toBeGreaterThan(50);
  });
});

it("takes no number that is too large to be one, and says in words what it found", () => {
  const form: Form = { type: ["number", "null"] };
  expect(mismatch(form, JSON.parse("1e999"), {})).toContain("wants number or nothing");
  expect(mismatch({ type: "number" }, null, {})).toBe("the answer: wants number, found nothing");
});

it("reads all that forms say", () => {
  const known = [
    "$ref",
    "type",
    "const",
    "enum",
    "properties",
    "required",
    "additionalProperties",
    "propertyNames",
    "items",
    "anyOf",
    "oneOf",
    "allOf",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "format",
  ];
  const walk = (form: Form): readonly string[] => [
    ...Object.keys(form),
    ...[
      ...Object.values(form.properties ?? {}),
      ...[form.additionalProperties, form.propertyNames, form.items].filter((one) => one !== undefined),
      ...(form.anyOf ?? []),
      ...(form.oneOf ?? []),
      ...(form.allOf ?? []),
    ].flatMap(walk),
  ];
  const said = new Set(Object.values($defs).flatMap(walk));
  expect([...said].filter((keyword) => !known.includes(keyword))).toEqual([]);
});

it("names the place, what was wanted and what was found", () => {
  const form: Form = { $ref: "#/$defs/phases" };
  const value = changed(sample(form), ["phases", "0", "runs"], "many");
  expect(mismatch(form, value, $defs)).toBe('phases[0].runs: wants integer, found "many"');
  expect(mismatch(form, changed(sample(form), ["period", "to"], undefined), $defs)).toBe("period: lacks to");
});
