import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import consequencesCommitted from "../../schema/consequences.schema.json" with { type: "json" };
import projectCommitted from "../../schema/project.schema.json" with { type: "json" };
import { consequencesJsonSchema } from "../wire/consequences.ts";
import { ProjectFile, projectJsonSchema } from "../wire/project.ts";
import { checkConsequences } from "./check-consequences.ts";
import { consequences, effect } from "./consequences.fixture.ts";
import { mayBeShown } from "./showing.ts";
import { consequenceTree } from "./tree.ts";
import { shareUnquantified } from "./unquantified.ts";
import { DATA_QUALITIES, INDICATORS, MECHANISMS } from "./vocabulary.ts";

const [example = ""] = Object.values(
  import.meta.glob("../../../../examples/service/consequences.yml", {
    query: "?raw",
    import: "default",
    eager: true,
  }),
);

const [page = ""] = Object.values(
  import.meta.glob("../../../../docs/consequences.md", { query: "?raw", import: "default", eager: true }),
);

const validate = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true }).compile(
  consequencesJsonSchema(),
);

/** `path keyword` of everything that the JSON Schema finds wrong. */
function found(input: unknown): readonly string[] {
  validate(input);
  return (validate.errors ?? []).map(({ instancePath, keyword }) => `${instancePath} ${keyword}`);
}

test("the schemas for editors are what the code says: run `npm run schema` after a change", () => {
  expect(consequencesCommitted).toStrictEqual(consequencesJsonSchema());
  expect(projectCommitted).toStrictEqual(projectJsonSchema());
});

describe("the JSON Schema in an editor", () => {
  test("accepts what the parser accepts", () => {
    expect(found(consequences())).toEqual([]);
  });

  test.each<[string, unknown, string]>([
    ["a key that is none", { ...consequences(), total: 1 }, " additionalProperties"],
    ["no reference scenario", { ...consequences(), reference_scenario: undefined }, " required"],
    [
      "a mechanism that is none",
      consequences([effect({ mechanism: "magic" as never })]),
      "/effects/0/mechanism enum",
    ],
    [
      "a source that is no address",
      consequences([effect({ source: "our sales" })]),
      "/effects/0/source pattern",
    ],
    [
      "a size below 0",
      consequences([effect({ estimate: { low: -1, mid: 1, high: 1, unit: "L per year" } })]),
      "/effects/0/estimate/low minimum",
    ],
  ])("rejects %s, as the parser does", (_, input, wrong) => {
    expect(found(JSON.parse(JSON.stringify(input)))).toContain(wrong);
    expect(checkConsequences(input)).toMatchObject({ ok: false });
  });
});

describe("the consequences of the example service", () => {
  const checked = checkConsequences(parse(example));
  const effects = checked.ok ? checked.value.effects : [];

  test("hold", () => {
    expect(checked).toMatchObject({ ok: true });
    expect(found(parse(example))).toEqual([]);
  });

  test("invent no figure, and are not for publication", () => {
    expect(shareUnquantified({ effects }).share).toBe(1);
    expect(effects.some((one) => mayBeShown(one, "badge", 3))).toBe(false);
    expect(consequenceTree({ effects }).length).toBeGreaterThan(3);
  });
});

describe("docs/consequences.md", () => {
  const blocks = [...page.matchAll(/```yaml\n(?<yaml>.*?)```/gsu)].map(({ groups }) =>
    parse(groups?.["yaml"] ?? ""),
  );

  test("shows the whole form by an example that holds", () => {
    const [shown] = blocks;
    const checked = checkConsequences(shown);
    expect(checked).toEqual({ ok: true, value: shown });
    expect(found(shown)).toEqual([]);
    // every key that there is stands in it, but the one that this tree may not have
    const wanted = keysOf(consequencesJsonSchema()).filter((key) => key !== "no_increase_because");
    for (const key of wanted) expect(page).toContain(`${key}:`);
    for (const word of [...MECHANISMS, ...DATA_QUALITIES, ...INDICATORS]) expect(page).toContain(word);
  });

  test("shows a project that holds", () => {
    expect(blocks).toHaveLength(2);
    expect(ProjectFile.parse(blocks[1])).toEqual(blocks[1]);
    for (const key of keysOf(projectJsonSchema())) expect(page).toContain(`${key}:`);
  });
});

/** Names of all members that a JSON Schema knows. */
function keysOf(schema: unknown): readonly string[] {
  if (typeof schema !== "object" || schema === null) return [];
  return Object.entries(schema).flatMap(([name, of]) => [
    ...(name === "properties" && typeof of === "object" && of !== null ? Object.keys(of) : []),
    ...keysOf(of),
  ]);
}
