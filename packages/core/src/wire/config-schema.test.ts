import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import committed from "../../schema/gramme.schema.json" with { type: "json" };
import { check } from "./issue.ts";
import { Config, configJsonSchema } from "./config.ts";

const [example = ""] = Object.values(
  import.meta.glob("../../../../examples/service/gramme.yml", {
    query: "?raw",
    import: "default",
    eager: true,
  }),
);

const validate = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true }).compile(
  configJsonSchema(),
);

const MINIMAL = { version: 1, workloads: [{ name: "a", phase: "training", run: "node a.js" }] };
const workload = (rest: object): object => ({
  ...MINIMAL,
  workloads: [{ ...MINIMAL.workloads[0], ...rest }],
});

/** `path keyword` of everything that the JSON Schema finds wrong. */
function found(input: unknown): readonly string[] {
  validate(input);
  return (validate.errors ?? []).map(({ instancePath, keyword }) => `${instancePath} ${keyword}`);
}

describe("schema/gramme.schema.json", () => {
  it("is what the schema in code says: run `node scripts/write-schema.ts` after a change", () => {
    expect(committed).toStrictEqual(configJsonSchema());
  });

  it("is of draft 2020-12, and says of every key what it is for or is plain", () => {
    expect(committed.$schema).toBe("https://json-schema.org/draft/2020-12/schema");
    expect(committed.title).toBe("gramme.yml");
    expect(committed.additionalProperties).toBe(false);
  });
});

describe("the JSON Schema in an editor", () => {
  it("accepts the gramme.yml of the example service, as the parser does", () => {
    const read: unknown = parse(example);
    expect(read).toMatchObject({ version: 1 });
    expect(found(read)).toEqual([]);
    expect(check(Config, read)).toMatchObject({ ok: true });
  });

  it("accepts the least file there is", () => {
    expect(found(MINIMAL)).toEqual([]);
  });

  it.each<[string, unknown, string]>([
    ["a key of the root that is none", { ...MINIMAL, gat: {} }, " additionalProperties"],
    ["a key of a workload that is none", workload({ unit: 3 }), "/workloads/0 additionalProperties"],
    [
      "snake_case where YAML has kebab-case",
      { ...MINIMAL, site: { cloud_region: "x" } },
      "/site additionalProperties",
    ],
    ["no version", { workloads: MINIMAL.workloads }, " required"],
    ["another version", { ...MINIMAL, version: 2 }, "/version const"],
    ["no workloads", { version: 1, workloads: [] }, "/workloads minItems"],
    ["a phase that is none", workload({ phase: "train" }), "/workloads/0/phase enum"],
    ["a boundary that is none", { ...MINIMAL, boundary: "plug" }, "/boundary enum"],
    ["a PUE below 1", { ...MINIMAL, site: { pue: 0.9 } }, "/site/pue minimum"],
    ["text for a count", workload({ units: "200" }), "/workloads/0/units type"],
    ["a percentage without its sign", { ...MINIMAL, gate: { threshold: "5" } }, "/gate/threshold anyOf"],
    ["a duration without its unit", { ...MINIMAL, gate: { budget: "10" } }, "/gate/budget pattern"],
    ["a name with a space", workload({ name: "a b" }), "/workloads/0/name pattern"],
  ])("rejects %s, as the parser does", (_, input, wrong) => {
    expect(found(input)).toContain(wrong);
    expect(check(Config, input)).toMatchObject({ ok: false });
  });
});
