import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Config } from "./config.ts";
import { EstimateRequest } from "./estimate-request.ts";
import { check, checkOrThrow, nearest, pathText } from "./issue.ts";

const WORKLOAD = { name: "a", phase: "training", run: "node a.js" };
const BASE = { version: 1, workloads: [WORKLOAD] };
const workload = (rest: object): object => ({ version: 1, workloads: [{ ...WORKLOAD, ...rest }] });
const PHASES = "data, development, training, inference";

function issues(input: unknown): readonly string[] {
  const checked = check(Config, input);
  return checked.ok ? [] : checked.issues.map(({ path, message }) => `${pathText(path)}: ${message}`);
}

describe("check", () => {
  it("gives the value of a good input", () => {
    expect(check(Config, BASE)).toEqual({ ok: true, value: BASE });
  });

  it.each<[string, unknown, readonly string[]]>([
    [
      "an unknown key near a known one",
      { ...BASE, gat: {} },
      ['gat: unknown key "gat"; did you mean "gate"?'],
    ],
    [
      "an unknown key near none",
      { ...BASE, xyzzyq: 1 },
      ['xyzzyq: unknown key "xyzzyq"; known keys: version, site, boundary, machine, setup, gate, workloads'],
    ],
    [
      "an unknown key in an object",
      { ...BASE, site: { Zone: "FR", peu: 1 } },
      [
        'site.Zone: unknown key "Zone"; did you mean "zone"?',
        'site.peu: unknown key "peu"; did you mean "pue"?',
      ],
    ],
    [
      "snake_case for kebab-case",
      { ...BASE, site: { cloud_region: "x" } },
      ['site.cloud_region: unknown key "cloud_region"; did you mean "cloud-region"?'],
    ],
    [
      "an unknown key in a list",
      workload({ fullrun: 3 }),
      ['workloads[0].fullrun: unknown key "fullrun"; did you mean "full-run"?'],
    ],
    [
      "a wrong choice near a right one",
      workload({ phase: "trainin" }),
      [`workloads[0].phase: wants one of ${PHASES}, found "trainin"; did you mean "training"?`],
    ],
    [
      "a wrong choice near none",
      workload({ phase: "xyz" }),
      [`workloads[0].phase: wants one of ${PHASES}, found "xyz"`],
    ],
    [
      "a number for a choice",
      workload({ phase: 3 }),
      [`workloads[0].phase: wants one of ${PHASES}, found 3`],
    ],
    ["another version", { ...BASE, version: 2 }, ["version: wants one of 1, found 2"]],
    [
      "a missing choice",
      { version: 1, workloads: [{ name: "a", run: "x" }] },
      [`workloads[0].phase: missing; wants one of ${PHASES}`],
    ],
    ["a missing list", { version: 1 }, ["workloads: missing; wants an array"]],
    [
      "missing text",
      { version: 1, workloads: [{ phase: "data", run: "x" }] },
      ["workloads[0].name: missing; wants a string"],
    ],
    ["NaN", { ...BASE, site: { pue: Number.NaN } }, ["site.pue: wants a number, found NaN"]],
    [
      "Infinity",
      { ...BASE, site: { pue: Number.POSITIVE_INFINITY } },
      ["site.pue: wants a number, found Infinity"],
    ],
    ["text for a number", { ...BASE, site: { pue: "1.2" } }, ['site.pue: wants a number, found "1.2"']],
    ["too small a number", { ...BASE, site: { pue: 0.5 } }, ["site.pue: wants a number >= 1, found 0.5"]],
    [
      "a negative number",
      { ...BASE, site: { "wue-l-per-kwh": -1 } },
      ["site.wue-l-per-kwh: wants a number >= 0, found -1"],
    ],
    ["zero for a count", workload({ units: 0 }), ["workloads[0].units: wants a number > 0, found 0"]],
    ["part of a count", workload({ units: 1.5 }), ["workloads[0].units: wants an int, found 1.5"]],
    ["zero pairs", { ...BASE, gate: { "max-pairs": 0 } }, ["gate.max-pairs: wants a number >= 6, found 0"]],
    [
      "too many pairs",
      { ...BASE, gate: { "max-pairs": 201 } },
      ["gate.max-pairs: wants a number <= 200, found 201"],
    ],
    ["empty text", { ...BASE, setup: "" }, ['setup: wants length >= 1, found ""']],
    ["an empty list", { version: 1, workloads: [] }, ["workloads: wants length >= 1, found a list of 0"]],
    [
      "an element of a list",
      workload({ run: undefined, onnx: "m", phase: "data", shapes: { x: [1, 0] } }),
      ["workloads[0].shapes.x[1]: wants a number > 0, found 0"],
    ],
    ["a list for an object", [], ["(root): wants an object, found a list of 0"]],
    ["an object for a list", { version: 1, workloads: {} }, ["workloads: wants an array, found an object"]],
    ["null", null, ["(root): wants an object, found null"]],
    ["nothing at all", undefined, ["(root): missing; wants an object"]],
    [
      "long text, cut",
      { version: 1, workloads: "x".repeat(90) },
      [`workloads: wants an array, found "${"x".repeat(57)}…"`],
    ],
  ])("words %s", (_, input, expected) => {
    expect(issues(input)).toEqual(expected);
  });

  it("words everything that is wrong, and not the first thing only", () => {
    expect(issues({ ...BASE, boundary: "plug", site: { pue: 0 }, setup: 3 })).toHaveLength(3);
  });

  it("never throws, whatever the input, and is not ok without an issue", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.anything(), fc.record({ version: fc.constant(1), workloads: fc.anything() })),
        (input) => {
          const checked = check(Config, input);
          expect(checked.ok || checked.issues.length > 0).toBe(true);
          expect(checked.ok ? [] : checked.issues.filter(({ message }) => message === "")).toEqual([]);
        },
      ),
    );
  });

  it.each<[string, object, string]>([
    ["no duration", {}, "duration_h: wants exactly one of duration_h and duration_s"],
    [
      "two durations",
      { duration_h: 1, duration_s: 1 },
      "duration_h: wants exactly one of duration_h and duration_s",
    ],
    ["no processor", { duration_h: 1, cpu: undefined }, "cpu: wants a cpu, a gpu, or both"],
    ["no time", { duration_s: 0 }, "duration_s: wants a number > 0, found 0"],
    [
      "usage in percent",
      { duration_h: 1, cpu: { cores: 1, usage: 50 } },
      "cpu.usage: wants a number <= 1, found 50",
    ],
    ["no cores", { duration_h: 1, cpu: { cores: 0 } }, "cpu.cores: wants a number > 0, found 0"],
    ["negative memory", { duration_h: 1, memory_gb: -1 }, "memory_gb: wants a number >= 0, found -1"],
    [
      "a key in kebab-case",
      { duration_h: 1, site: { "cloud-region": "x" } },
      'site.cloud-region: unknown key "cloud-region"; did you mean "cloud_region"?',
    ],
  ])("words a request with %s", (_, wrong, expected) => {
    const checked = check(EstimateRequest, { cpu: { cores: 1 }, memory_gb: 1, ...wrong });
    expect(
      checked.ok ? [] : checked.issues.map(({ path, message }) => `${pathText(path)}: ${message}`),
    ).toEqual([expected]);
  });
});

describe("checkOrThrow", () => {
  it("gives the value of a good input", () => {
    expect(checkOrThrow(Config, BASE)).toEqual(BASE);
  });

  it("throws all issues, a line each, with the first field", () => {
    expect(() => checkOrThrow(Config, { ...BASE, version: 2, setup: "" })).toThrowError(
      expect.objectContaining({
        name: "GrammeError",
        code: "malformed-input",
        message: 'version: wants one of 1, found 2\nsetup: wants length >= 1, found ""',
        details: expect.objectContaining({ field: "version" }),
      }),
    );
  });
});

describe("pathText", () => {
  it.each<[readonly (string | number)[], string]>([
    [[], "(root)"],
    [["site", "zone"], "site.zone"],
    [["workloads", 2, "run"], "workloads[2].run"],
    [["shapes", "x", 0], "shapes.x[0]"],
    [[3, "a"], "[3].a"],
  ])("%j is %s", (path, text) => {
    expect(pathText(path)).toBe(text);
  });
});

describe("nearest", () => {
  it("is a slip away, or none", () => {
    expect(nearest("treshold", ["threshold", "budget"])).toBe("threshold");
    expect(nearest("zoen", ["zone", "pue"])).toBe("zone");
    expect(nearest("electricity", ["zone", "pue"])).toBeUndefined();
    expect(nearest("anything", [])).toBeUndefined();
  });
});
