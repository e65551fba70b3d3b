import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BOUNDARY_RUNGS } from "../energy/boundary.ts";
import { NODE_OVERHEAD } from "../energy/factors.ts";
import { toKwh } from "../units.ts";
import { STUDIED_MODALITIES } from "./modality.ts";
import type { PublishedPoint } from "./published-point.ts";
import { publishedPoints } from "./published-point.ts";
import { PROMPTED_MODELS, TASK_MODELS } from "./published-point.rows.ts";
import { referenceRate } from "./reference-rate.ts";

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
const energies = (
  points: readonly PublishedPoint[],
  task: string,
  kind: PublishedPoint["kind"],
): readonly number[] =>
  points.filter((point) => point.task === task && point.kind === kind).map(({ energyKwh }) => energyKwh);

const published = publishedPoints({ rung: "published", gridGPerKwh: 100 });
const share = publishedPoints({ rung: "share", gridGPerKwh: 100 });

describe("the points", () => {
  test("are the study's models: ten tasks, and eight that were prompted to do three of them", () => {
    expect(TASK_MODELS.map(({ models }) => models.length)).toEqual([8, 8, 8, 8, 8, 8, 8, 8, 8, 10]);
    expect(PROMPTED_MODELS.map(({ models }) => models.length)).toEqual([8, 8, 8]);
    expect(published.points.length + published.withoutParameters).toBe(82 + 24);
    expect(published.withoutParameters).toBe(1);
    expect(published.notAtRung).toBe(0);
    expect(new Set(published.points.map(({ id }) => id)).size).toBe(published.points.length);
  });

  test("range over its five modalities, and over three orders of magnitude of parameters", () => {
    expect(new Set(published.points.map(({ modality }) => modality))).toEqual(new Set(STUDIED_MODALITIES));
    const sizes = published.points.map(({ parameters }) => parameters);
    expect(Math.max(...sizes) / Math.min(...sizes)).toBeGreaterThan(1000);
  });

  // Table 3 as printed: kWh per 1000, mean over the three tasks
  test.each([
    ["google/flan-t5-base", 0.026],
    ["google/flan-t5-large", 0.055],
    ["google/flan-t5-xl", 0.058],
    ["google/flan-t5-xxl", 0.083],
    ["bigscience/bloomz-560m", 0.054],
    ["bigscience/bloomz-1b7", 0.062],
    ["bigscience/bloomz-3b", 0.073],
    ["bigscience/bloomz-7b1", 0.104],
  ])("%s, prompted, is as printed", (model, printed) => {
    const own = published.points.filter((point) => point.model === model && point.kind === "prompted");
    expect(own).toHaveLength(3);
    // the first is printed cut off, the others rounded
    expect(Math.abs(mean(own.map(({ energyKwh }) => energyKwh)) - printed)).toBeLessThan(0.001);
  });
});

describe("points and rates are of one study", () => {
  // one row of text classification has no parameters, and so is no point: its mean is taken from the rows
  test.each(TASK_MODELS.map(({ task, models }) => [task, models] as const))(
    "the mean over %s is the rate, on the node and at one GPU's share",
    (task, models) => {
      const node = toKwh(referenceRate(task, "node")?.energy.value ?? 0);
      expect(mean(models.map(([, , kwh]) => kwh)) / node).toBeCloseTo(1, 2);
      if (models.some(([, architecture]) => architecture === undefined)) return;
      expect(
        mean(energies(share.points, task, "task-model")) /
          toKwh(referenceRate(task, "share")?.energy.value ?? 0),
      ).toBeCloseTo(1, 2);
    },
  );

  test("one GPU's share is 3 to 6.5 times below the node, model by model", () => {
    for (const point of share.points) {
      const node = published.points.find(({ id }) => id === point.id)?.energyKwh ?? 0;
      expect(node / point.energyKwh).toBeGreaterThan(3);
      expect(node / point.energyKwh).toBeLessThan(6.5);
    }
  });
});

describe("restated", () => {
  test("grams are energy at the one grid, whatever the rung", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("published", "share", "node", "facility", "lifecycle"),
        fc.double({ min: 0, max: 2000, noNaN: true }),
        fc.double({ min: 1, max: 3, noNaN: true }),
        (rung, gridGPerKwh, pue) => {
          for (const point of publishedPoints({ rung, gridGPerKwh, pue }).points) {
            expect(point.co2eG).toBe(point.energyKwh * gridGPerKwh);
          }
        },
      ),
    );
  });

  test("a wider rung is never less: M6, then the PUE", () => {
    const at = (rung: "node" | "facility" | "lifecycle"): readonly PublishedPoint[] =>
      publishedPoints({ rung, gridGPerKwh: 100, pue: 1.5 }).points;
    for (const [index, { energyKwh }] of share.points.entries()) {
      expect(at("node")[index]?.energyKwh).toBeCloseTo(energyKwh * NODE_OVERHEAD.value, 12);
      expect(at("facility")[index]?.energyKwh).toBeCloseTo(energyKwh * NODE_OVERHEAD.value * 1.5, 12);
      expect(at("lifecycle")[index]?.energyKwh).toBe(at("facility")[index]?.energyKwh);
    }
  });

  test.each(BOUNDARY_RUNGS)("what is not known at %s is counted, not guessed", (rung) => {
    const { points, notAtRung, withoutParameters } = publishedPoints({ rung, gridGPerKwh: 1, pue: 1 });
    expect(points.length + notAtRung + withoutParameters).toBe(106);
    // a chip alone nobody can tell from a node; prompted models were logged as whole nodes only
    expect(notAtRung).toBe(rung === "device" ? 105 : 24);
  });

  test.each([
    [{ gridGPerKwh: -1 }, "invalid-number"],
    [{ gridGPerKwh: Number.NaN }, "invalid-number"],
    [{ pue: 0.9 }, "invalid-number"],
    [{ rung: "facility" }, "missing-input"],
  ] as const)("%j is refused", (change, code) => {
    expect(() => publishedPoints({ rung: "share", gridGPerKwh: 1, ...change })).toThrow(
      expect.objectContaining({ code }),
    );
  });
});
