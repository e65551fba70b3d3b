import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { statedIn } from "./stated.ts";

const PROJECT = `schema: project/1
name: checkout
budget: { co2e_g: 5000, per: month, boundary: facility }
`;
const CONSEQUENCES = readFileSync(
  new URL("../../../../examples/service/consequences.yml", import.meta.url),
  "utf8",
);

function complaint(text: string): string {
  try {
    statedIn(text, "stated.yml");
  } catch (error) {
    return (error as Error).message;
  }
  return "";
}

test("a project is what it says, without its schema", () => {
  expect(statedIn(PROJECT, "project.yml")).toEqual({
    schema: "project/1",
    value: { name: "checkout", budget: { co2e_g: 5000, per: "month", boundary: "facility" } },
  });
  expect(statedIn("schema: project/1\n", "project.yml")).toEqual({ schema: "project/1", value: {} });
});

test("consequences are as they stand", () => {
  const stated = statedIn(CONSEQUENCES, "consequences.yml");
  expect(stated).toMatchObject({ schema: "consequences/1", value: { schema: "consequences/1", tier: 3 } });
});

test("JSON is read as well", () => {
  expect(statedIn('{"schema": "project/1", "name": "a"}', "project.json")?.value).toEqual({ name: "a" });
});

test.each(["version: 1\n", "", "a text", "[1, 2]"])("%j states nothing", (text) => {
  expect(statedIn(text, "stated.yml")).toBeUndefined();
});

describe("what is wrong is named with file, line and column", () => {
  test.each([
    ["malformed YAML", "schema: project/1\nbudget: { per: month\n", /^stated\.yml:3:1: /u],
    [
      "a schema that is none",
      "name: a\nschema: projet/1\n",
      /^stated\.yml:2:1: schema: "projet\/1" is not known here; did you mean "project\/1"\?$/u,
    ],
    [
      "a schema that is no text",
      "schema: [1]\n",
      /^stated\.yml:1:1: schema: .*wants one of consequences\/1, project\/1$/u,
    ],
    [
      "a key that is none",
      PROJECT.replace("per:", "pro:"),
      /^stated\.yml:3:25: budget\.pro: unknown key "pro"/mu,
    ],
    [
      "a budget of nothing",
      PROJECT.replace("5000", "0"),
      /^stated\.yml:3:11: budget\.co2e_g: wants a number > 0, found 0$/u,
    ],
    [
      "a parent that is not there",
      CONSEQUENCES.replace("parent: spam-unread", "parent: spam-read"),
      /^stated\.yml:\d+:5: effects\[2\]\.parent: there is no effect "spam-read"; did you mean "spam-unread"\?$/u,
    ],
    [
      "a missing scenario",
      CONSEQUENCES.replace("reference_scenario:", "x:"),
      /^stated\.yml:\d+:1: reference_scenario: missing; .*without the service/mu,
    ],
  ])("%s", (_, text, wanted) => {
    expect(complaint(text)).toMatch(wanted);
  });
});
