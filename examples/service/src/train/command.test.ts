import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { NAMES } from "../autodiff/model.ts";
import { floats, floatsOf, openSession } from "../onnx/session.ts";
import { runTraining, trainingOptions } from "./command.ts";
import { DIGITS_RECIPE } from "./recipes.ts";

const DEFAULTS = { steps: 300, seed: 1, out: "out" };

test("options are read, and default where they are not given", () => {
  expect(trainingOptions(["--steps", "20", "--out", "here"], DEFAULTS)).toEqual({
    steps: 20,
    seed: 1,
    out: "here",
  });
  expect(trainingOptions(["--seed", "0"], DEFAULTS)).toEqual({ steps: 300, seed: 0, out: "out" });
});

test.each([
  [["--steps", "0"], /--steps must be a whole number from 1, not "0"/],
  [["--steps", "2.5"], /--steps must be/],
  [["--seed", "1e99"], /--seed must be/],
  [["--stepz", "1"], /--stepz/],
])("%j is refused", (args, message) => {
  expect(() => trainingOptions(args, DEFAULTS)).toThrow(message);
});

test("a training leaves its metrics line by line, and a model that answers", async () => {
  const out = mkdtempSync(join(tmpdir(), "training-"));
  const write = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  onTestFinished(() => {
    write.mockRestore();
    rmSync(out, { recursive: true });
  });
  await runTraining(() => ({ ...DIGITS_RECIPE(), judgeEvery: 2 }), { steps: 5, seed: 1, out });

  expect(readdirSync(out).toSorted()).toEqual(["metrics.jsonl", "model.onnx"]);
  const lines = readFileSync(join(out, "metrics.jsonl"), "utf8").trimEnd().split("\n");
  const metrics = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(metrics.map(({ step }) => step)).toEqual([2, 4, 5]);
  for (const line of metrics) {
    expect(line).toEqual({
      step: expect.any(Number),
      metric: "accuracy",
      value: expect.any(Number),
      n: 2000,
      loss: expect.any(Number),
      elapsed_s: expect.any(Number),
    });
  }
  const session = await openSession(join(out, "model.onnx"));
  const outputs = await session.run({ [NAMES.input]: floats(new Float32Array(2 * 784), [2, 1, 28, 28]) });
  const probabilities = floatsOf(outputs, NAMES.probabilities);
  expect(probabilities).toHaveLength(20);
  expect(probabilities.subarray(0, 10).reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 5);
});
