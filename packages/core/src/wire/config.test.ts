import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Config } from "./config.ts";
import { check, pathText } from "./issue.ts";

const TRAINING = { name: "digits", phase: "training", run: "node train.ts" };
const INFERENCE = { name: "speech", phase: "inference", run: "node infer.ts", inferences: 10 };
const ONNX = { name: "speech", phase: "inference", onnx: "model.onnx", inputs: "in.json", inferences: 10 };

const of = (...workloads: readonly object[]): object => ({ version: 1, workloads });

/** `path: message` of everything wrong with an input; empty when nothing is. */
function issues(input: unknown): readonly string[] {
  const checked = check(Config, input);
  return checked.ok ? [] : checked.issues.map(({ path, message }) => `${pathText(path)}: ${message}`);
}

describe("a workload", () => {
  it.each([
    ["a training", TRAINING],
    ["a training counted in units", { ...TRAINING, per: "step", units: 200, "full-run": 5000 }],
    [
      "a training with quality",
      { ...TRAINING, quality: { file: "m.jsonl", metric: "acc", better: "higher" } },
    ],
    ["a training of a model that has another name", { ...TRAINING, model: "acme/digits-7b:latest" }],
    [
      "a training that is run at two lengths",
      { ...TRAINING, run: "train --steps {units}", units: 200, "short-run": 20, "full-run": 5000 },
    ],
    ["data work", { ...TRAINING, phase: "data" }],
    ["development", { ...TRAINING, phase: "development" }],
    ["inference by command", INFERENCE],
    ["inference by ONNX model and samples", ONNX],
    ["inference by ONNX model and shapes", { ...ONNX, inputs: undefined, shapes: { x: [1, 3] }, threads: 2 }],
  ])("may be %s", (_, workload) => {
    expect(issues(of(workload))).toEqual([]);
  });

  it.each<[string, object, readonly string[]]>([
    [
      "a shorter run that is none, of a command that is not told how long to run",
      { ...TRAINING, units: 200, "short-run": 200 },
      [
        "workloads[0].short-run: short-run wants to be less than units",
        "workloads[0].short-run: short-run serves full-run, which is not said",
        "workloads[0].run: with short-run, run wants {units} where the number of units stands: --steps {units}",
      ],
    ],
    [
      "neither run nor onnx",
      { name: "a", phase: "training" },
      ["workloads[0].run: wants exactly one of run and onnx"],
    ],
    [
      "both run and onnx",
      { ...ONNX, run: "node infer.ts" },
      ["workloads[0].onnx: wants exactly one of run and onnx"],
    ],
    [
      "onnx without inputs and shapes",
      { ...ONNX, inputs: undefined },
      ["workloads[0].inputs: an onnx workload wants exactly one of inputs and shapes"],
    ],
    [
      "onnx with both inputs and shapes",
      { ...ONNX, shapes: { x: [1] } },
      ["workloads[0].inputs: an onnx workload wants exactly one of inputs and shapes"],
    ],
    [
      "inputs, shapes and threads without onnx",
      { ...TRAINING, inputs: "in.json", shapes: { x: [1] }, threads: 1 },
      [
        "workloads[0].inputs: inputs belongs to an onnx workload",
        "workloads[0].shapes: shapes belongs to an onnx workload",
        "workloads[0].threads: threads belongs to an onnx workload",
      ],
    ],
    [
      "a model's name with a space",
      { ...TRAINING, model: "my model" },
      [
        'workloads[0].model: wants a model\'s name: letters, digits, . _ : / @ + -, at most 128, found "my model"',
      ],
    ],
    [
      "inference without inferences",
      { ...INFERENCE, inferences: undefined },
      ["workloads[0].inferences: an inference workload wants inferences"],
    ],
    [
      "inference in units of training",
      { ...INFERENCE, per: "step", units: 3, "full-run": 9 },
      [
        "workloads[0].per: per belongs to training; inference counts inferences",
        "workloads[0].units: units belongs to training; inference counts inferences",
        "workloads[0].full-run: full-run belongs to training; inference counts inferences",
      ],
    ],
    [
      "inferences of a training",
      { ...TRAINING, inferences: 3 },
      ["workloads[0].inferences: inferences belong to phase inference, this one is training"],
    ],
    [
      "a full run of units that nobody counted",
      { ...TRAINING, "full-run": 9 },
      ["workloads[0].units: full-run wants units: how many of them the command does"],
    ],
  ])("may not have %s", (_, workload, expected) => {
    expect(issues(of(workload))).toEqual(expected);
  });

  it("has a name of its own", () => {
    const twice = of(TRAINING, { ...INFERENCE, name: "other" }, TRAINING);
    expect(issues(twice)).toEqual([
      'workloads[2].name: "digits" is the name of workloads[0] too; names are unique',
    ]);
    expect(issues(of(TRAINING, INFERENCE))).toEqual([]);
  });

  it.each(["a b", "", "-a", ".a", "é", "a/b", "x".repeat(65)])('may not be named "%s"', (name) => {
    expect(issues(of({ ...TRAINING, name }))).toEqual([
      `workloads[0].name: wants letters, digits, dot, dash or underscore, at most 64, found "${name.length > 60 ? `${name.slice(0, 57)}…` : name}"`,
    ]);
  });

  it.each(["a", "A.b-c_d", "9", "x".repeat(64)])('may be named "%s"', (name) => {
    expect(issues(of({ ...TRAINING, name }))).toEqual([]);
  });
});

describe("a percentage", () => {
  const threshold = (value: unknown): unknown => ({ ...of(TRAINING), gate: { threshold: value } });
  const read = (value: unknown): number | undefined => Config.parse(threshold(value)).gate?.threshold;

  it.each<[unknown, number]>([
    ["5%", 0.05],
    ["5 %", 0.05],
    ["2.5%", 0.025],
    ["100%", 1],
    [0.05, 0.05],
    [1, 1],
  ])("%j is %f", (text, share) => {
    expect(read(text)).toBeCloseTo(share, 15);
  });

  it.each<[unknown, string]>([
    ["5", 'wants a percentage such as "5%", found "5"'],
    ["-5%", 'wants a percentage such as "5%", found "-5%"'],
    ["five %", 'wants a percentage such as "5%", found "five %"'],
    ["0%", "wants a number > 0, found 0"],
    ["150%", "wants a number <= 1, found 1.5"],
    [5, "wants a number <= 1, found 5"],
    [0, "wants a number > 0, found 0"],
    [true, 'wants a percentage such as "5%", or a number between 0 and 1, found true'],
    [Number.NaN, 'wants a percentage such as "5%", or a number between 0 and 1, found NaN'],
  ])("%j is refused", (value, message) => {
    expect(issues(threshold(value))).toEqual([`gate.threshold: ${message}`]);
  });

  it("comes back from any share", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), (hundredths) => {
        expect(read(`${hundredths / 100}%`)).toBeCloseTo(hundredths / 10_000, 12);
      }),
    );
  });
});

describe("a duration", () => {
  const budget = (value: unknown): unknown => ({ ...of(TRAINING), gate: { budget: value } });

  it.each([
    ["90s", 90],
    ["10m", 600],
    ["1h", 3600],
    ["500ms", 0.5],
    ["1.5 h", 5400],
  ])("%s is %f seconds", (text, seconds) => {
    expect(Config.parse(budget(text)).gate?.budget).toBeCloseTo(seconds, 12);
  });

  it.each<[unknown, string]>([
    ["10", 'wants a duration such as "90s", "10m" or "1h", found "10"'],
    ["10 min", 'wants a duration such as "90s", "10m" or "1h", found "10 min"'],
    ["-1s", 'wants a duration such as "90s", "10m" or "1h", found "-1s"'],
    ["1h30m", 'wants a duration such as "90s", "10m" or "1h", found "1h30m"'],
    [10, 'wants a duration such as "90s", "10m" or "1h", found 10'],
    [null, 'wants a duration such as "90s", "10m" or "1h", found null'],
    ["0s", "wants a number > 0, found 0"],
  ])("%j is refused", (value, message) => {
    expect(issues(budget(value))).toEqual([`gate.budget: ${message}`]);
  });
});
