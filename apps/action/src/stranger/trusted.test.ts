import { describe, expect, it } from "vitest";
import { BASE_YML, COMMITS, trusted } from "./rules.fixture.ts";
import { trustedOf } from "./trusted.ts";

describe("trustedOf", () => {
  it("has base's rules, and nothing more where both are the same", () => {
    expect(trusted()).toMatchObject({
      ...COMMITS,
      rules: { gate: { threshold: 0.05, "max-pairs": 40 } },
      changes: [],
      onlyIn: { base: [], head: [] },
      expected: ["train-digits", "super-resolution", "digits"],
    });
  });

  it.each([
    ["missing", undefined],
    ["empty", ""],
    ["no YAML", "a: [b"],
    ["of another form", "version: 2"],
    ["full of blanks", BASE_YML.replace("site:", `"${" ".repeat(60_000)}": x\nsite:`)],
    ["a tower", "[".repeat(60_000)],
  ])("has no changes where head's is %s", (_, head) => {
    const known = trustedOf({ base: BASE_YML, head }, COMMITS);
    expect(Object.keys(known).toSorted()).toEqual(["base", "expected", "head", "rules"]);
    expect(known.expected).toHaveLength(3);
  });

  it.each([
    ["missing", undefined],
    ["not to be read", "version: 2"],
  ])("has no rules where base's is %s, whatever head's says", (_, base) => {
    expect(trustedOf({ base, head: BASE_YML }, COMMITS)).toEqual({ ...COMMITS, expected: [] });
  });

  it("expects what base's gate compares, as far as head has it", () => {
    const base = BASE_YML.replace("gate: {", "gate: { workloads: [digits, train-digits],");
    expect(trusted(BASE_YML, base).expected).toEqual(["digits", "train-digits"]);
    const head = BASE_YML.slice(0, BASE_YML.indexOf("  - name: digits"));
    expect(trusted(head, base)).toMatchObject({
      expected: ["train-digits"],
      onlyIn: { base: ["digits"], head: [] },
    });
  });

  it("knows what is new in head, as far as head's own gate compares it", () => {
    const more = ["one", "two"].map((name) => `  - { name: ${name}, phase: data, run: x }\n`).join("");
    expect(trusted(BASE_YML + more).onlyIn?.head).toEqual(["one", "two"]);
    const gated = (BASE_YML + more).replace("gate: {", "gate: { workloads: [digits, two],");
    expect(trusted(gated).onlyIn?.head).toEqual(["two"]);
  });

  it("tells of changes no text, and no name of a model's input", () => {
    const inputs = (shape: string): string =>
      BASE_YML.replace(
        "run: node infer.ts",
        `onnx: m.onnx\n    shapes: { "visit evil.example": ${shape}, other: ${shape} }`,
      );
    const { changes } = trusted(
      inputs("[1, 2]").replace("pairs: 40", "pairs: 20, pairing: in-turns"),
      inputs("[1, 3]"),
    );
    expect(changes).toEqual([
      { path: "gate.max-pairs", base: "40", head: "20" },
      { path: "gate.pairing", head: "(a text)" },
      { path: "workloads.super-resolution.shapes", base: "(a list)", head: "(a list)" },
    ]);
  });

  it("tells of a hundred changes", () => {
    const many = (units: number): string =>
      `version: 1\nworkloads:\n${Array.from(
        { length: 150 },
        (_, at) => `  - { name: w${at}, phase: data, run: x, units: ${units} }\n`,
      ).join("")}`;
    expect(trusted(many(2), many(1)).changes).toHaveLength(100);
  });
});
