import { describe, expect, it } from "vitest";
import { compared, measured, resultOf, SERVICE } from "../report/report.fixture.ts";
import { readCheck } from "./read-check.ts";

const { classify } = SERVICE;
const CHECK = measured(resultOf([compared(classify, { seed: 1 })]));
const TEXT = JSON.stringify(CHECK);

/** The check with something else in the place of a text that stands in it once. */
function changed(from: string, to: string): unknown {
  expect(TEXT.split(from)).toHaveLength(2);
  return JSON.parse(TEXT.replace(from, to));
}

describe("readCheck", () => {
  it("takes what Gramme writes", () => {
    expect(readCheck(JSON.parse(TEXT))).toEqual({ check: CHECK });
  });

  it("takes the largest that Gramme writes: hundreds of workloads, forty pairs each", () => {
    const row = compared(classify, { seed: 1, pairs: 40 });
    const many = Array.from({ length: 200 }, (_, at) => ({ ...row, name: `w${at}` }));
    expect(readCheck(measured(resultOf(many))).refused).toBeUndefined();
  });

  it.each([
    ["nothing", undefined],
    ["null", null],
    ["a number", 1],
    ["a text", "check"],
    ["a list", [CHECK]],
    ["an empty object", {}],
    ["another schema", { ...CHECK, schema: "gramme/check/2" }],
    ["a key too many", { ...CHECK, more: 1 }],
    ["a number as a text", changed('"memory_gb":15.6', '"memory_gb":"15.6"')],
    ["a negative time", changed('"threads":4', '"threads":-4')],
    ["a null where JSON.stringify had NaN", changed('"memory_gb":15.6', '"memory_gb":null')],
    ["a day that is none", changed("2026-11-23T09:14:05.000Z", "2026-02-31T09:14:05.000Z")],
  ])("refuses %s", (_, json) => {
    expect(readCheck(json)).toEqual({ refused: "it has another form" });
  });

  const nested = (levels: number): unknown => JSON.parse("[".repeat(levels) + "]".repeat(levels));
  it.each([
    ["a number beyond all", changed('"memory_gb":15.6', '"memory_gb":1e999'), "a number beyond all numbers"],
    ["a number below all", changed('"memory_gb":15.6', '"memory_gb":-1e999'), "a number beyond all numbers"],
    [
      "a text of megabytes",
      { ...CHECK, gramme: "x".repeat(10_000_000) },
      "a text of 10000000 characters; at most 20000 would be right",
    ],
    ["a depth without end", nested(100_000), "more than 16 levels"],
    ["__proto__", changed('"kind":', '"__proto__":{"polluted":true},"kind":'), "a key that no check has"],
    ["a key with a mention", changed('"kind":', '"@octocat":1,"kind":'), "a key that no check has"],
    [
      "thousands of workloads",
      { ...CHECK, result: { ...CHECK.result, workloads: Array.from({ length: 501 }, () => ({})) } },
      "a list of 501; at most 500 would be right",
    ],
    [
      "thousands of replicates",
      { replicates: Array.from({ length: 201 }, () => ({})) },
      "a list of 201; at most 200 would be right",
    ],
    [
      "a list of anything",
      { gpus: Array.from({ length: 1001 }, () => "") },
      "a list of 1001; at most 1000 would be right",
    ],
    [
      "keys without end",
      Object.fromEntries(Array.from({ length: 65 }, (_, at) => [`k${at}`, 1])),
      "an object of 65 keys; at most 64 would be right",
    ],
    [
      "values without end",
      Array.from({ length: 1000 }, () => Array.from({ length: 1000 }, () => [])),
      "more than 1000000 values",
    ],
  ])("refuses %s before it looks at anything else", (_, json, found) => {
    expect(readCheck(json)).toEqual({ refused: `it holds ${found}` });
    expect({}).not.toHaveProperty("polluted");
  });
});
