/**
 * A check with every field that its schema knows, optional ones too, and every text of it one and the same: what a
 * later version of the wire adds is in it by itself.
 * @module
 */
import { z } from "zod";
import { Check } from "../check.ts";
import { CANARY } from "./hostile-texts.fixture.ts";
import type { MeasuredCheck } from "../check.ts";

/** The part of JSON Schema that zod writes for checks. */
interface Schema {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly format?: string;
  readonly pattern?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly propertyNames?: Schema;
  readonly additionalProperties?: Schema | false;
  readonly items?: Schema;
}

function filled(schema: Schema, text: string, choice: number): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[choice % schema.enum.length];
  switch (schema.type) {
    case "object": {
      const { properties, propertyNames, additionalProperties } = schema;
      if (properties !== undefined) {
        return Object.fromEntries(
          Object.entries(properties).map(([key, inner]) => [key, filled(inner, text, choice)]),
        );
      }
      const keys = (propertyNames?.enum ?? []).map(String);
      return Object.fromEntries(keys.map((key) => [key, filled(additionalProperties || {}, text, choice)]));
    }
    case "array":
      return [filled(schema.items ?? {}, text, choice)];
    case "string":
      if (schema.format === "date-time") return "2026-11-23T09:14:05.000Z";
      // a form that the schema itself refuses never gets this far: the worst that it takes is tried
      return schema.pattern === undefined || new RegExp(schema.pattern, "u").test(text) ? text : CANARY;
    case "number":
    case "integer":
      return 1;
    case "boolean":
      return true;
    case undefined:
    default:
      throw new TypeError(`filled() knows no schema like ${JSON.stringify(schema)}: teach it`);
  }
}

/**
 * One check of each kind, every text of it `text`, which is not yet looked at by the schema.
 * @param choice which of the words that a field may have: the first, the second …
 */
export function filledChecks(text: string, choice: number = 0): readonly unknown[] {
  const schema = z.toJSONSchema(Check, { io: "input" }) as Schema;
  return (schema.oneOf ?? schema.anyOf ?? []).map((kind) => filled(kind, text, choice));
}

/** The measured one, its workloads all called `name`, so that they are not left out whole. */
export function filledMeasured(text: string, name: string, choice: number = 0): MeasuredCheck {
  const found = filledChecks(text, choice).find(
    (check) => (check as Check).kind === "measured",
  ) as MeasuredCheck;
  const { part: _, ...check } = found;
  const called = <Named extends { readonly name: string }>(named: Named): Named => ({ ...named, name });
  const { result } = check;
  return {
    ...check,
    result: {
      ...result,
      workloads: result.workloads.map((workload) => called(workload)),
      comparisons: result.comparisons.map((compared) => ({
        ...called(compared),
        base: called(compared.base),
        head: called(compared.head),
      })),
    },
  };
}
