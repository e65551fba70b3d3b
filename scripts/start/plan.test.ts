import { fileURLToPath } from "node:url";
import { loadConfig, parseConfig } from "@gramme/bench";
import { expect, test } from "vitest";
import { TASKS } from "../../examples/service/src/tasks/index.ts";
import { planOf } from "./plan.ts";
import { StartError } from "./start-error.ts";

const planned = (workloads: string): ReturnType<typeof planOf> =>
  planOf(
    {
      config: parseConfig(`version: 1\nworkloads:\n${workloads}`, "gramme.yml"),
      folder: "/here",
      file: "gramme.yml",
    },
    ["ask", "tell"],
  );
const INFERENCE = "  - { name: ask, phase: inference, inferences: 5, run: ask }\n";

test("only a training that its command does in full can have taken place", () => {
  const plan = planned(`${INFERENCE}
  - { name: part, phase: training, per: step, units: 10, full-run: 100, run: a }
  - { name: whole, phase: training, per: step, units: 100, full-run: 100, run: b, model: m,
      quality: { file: out/metrics.jsonl, metric: accuracy, better: higher } }
  - { name: once, phase: training, run: c }
  - { name: cleaning, phase: data, run: d }`);
  expect(plan).toEqual({
    trainings: [
      { name: "whole", model: "m", file: "/here/out/model.onnx" },
      { name: "once", model: "once", file: undefined },
    ],
    tasks: ["ask"],
  });
});

test("without inference there is nothing to serve", () => {
  expect(() => planned("  - { name: once, phase: training, run: c }")).toThrow(StartError);
});

test("what the service does not serve is found before it is measured", () => {
  expect(() => planned("  - { name: sing, phase: inference, inferences: 5, run: ask }")).toThrow(
    "gramme.yml: the service has no task sing to serve what is measured; it has ask, tell",
  );
});

test("of the example's own configuration both models are trained in full, once", () => {
  const loaded = loadConfig(fileURLToPath(new URL("../../examples/service/gramme.yml", import.meta.url)));
  const { trainings, tasks } = planOf(loaded, Object.keys(TASKS));
  expect(trainings.map(({ model }) => model)).toEqual(["digits", "spam"]);
  expect(tasks).toHaveLength(7);
  const full = new Set(trainings.map(({ name }) => name));
  const replicates = loaded.config.workloads
    .filter(({ name }) => full.has(name))
    .map((one) => one.replicates);
  expect(replicates).toEqual([1, 1]);
});
