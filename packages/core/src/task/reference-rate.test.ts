import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { doubt, interval, product, sum } from "../estimate/estimate.ts";
import { joules, JOULES_PER_KWH, ratio, toKwh } from "../units.ts";
import { referenceRate, referenceRates } from "./reference-rate.ts";
import { RATE_TRANSFER, REFERENCE_RATES } from "./reference-rate.rows.ts";
import { percentileFactor, predictionFactor } from "./scatter.ts";
import { TASKS } from "./task.ts";

// Luccioni, Jernite & Strubell 2024, Table 2: kWh per 1000 inferences as printed, and the mean node power of its logs.
// Image generation is left out of the first column: the logs hold ten models (2.586), the table eight (2.907).
const TABLE_2 = [
  ["text-classification", 0.002, 990],
  ["question-answering", 0.003, 990],
  ["fill-mask", 0.003, 969],
  ["token-classification", 0.004, 981],
  ["image-classification", 0.007, 971],
  ["object-detection", 0.038, 1036],
  ["text-generation", 0.047, 1014],
  ["summarization", 0.049, 979],
  ["image-to-text", 0.063, 1037],
] as const;

describe("Luccioni 2024", () => {
  test.each(TABLE_2)("%s is as printed, on the node", (task, printed, nodeWatts) => {
    const rate = referenceRate(task, "node");
    expect(rate?.tier).toBe("declared");
    expect(Number(toKwh(rate?.energy.value ?? 0).toFixed(3))).toBe(printed);
    const perSecond = (rate?.energy.value ?? 0) / (1000 * (rate?.row.secondsPerInference ?? 0));
    expect(Math.abs(perSecond / nodeWatts - 1)).toBeLessThan(0.03);
  });

  test("image generation is the mean of the ten models in the logs", () => {
    expect(toKwh(referenceRate("text-to-image", "node")?.energy.value ?? 0)).toBeCloseTo(2.586, 12);
  });

  test("one GPU's share is 3 to 6 times below the node", () => {
    for (const [task] of [...TABLE_2, ["text-to-image"] as const]) {
      const node = referenceRate(task, "node")?.energy.value ?? 0;
      const share = referenceRate(task, "share")?.energy.value ?? 0;
      expect(node / share).toBeGreaterThan(3);
      expect(node / share).toBeLessThan(6);
    }
  });
});

describe("ML.ENERGY", () => {
  // Wh per request = kWh per 1000: chat .021/.069/.437, image .23/.935/2.68, video 17.7/95/333.
  test("medians per 1000 requests in J", () => {
    expect(referenceRate("text-generation", "device")?.energy.value).toBeCloseTo(69 * 3600, 6);
    expect(referenceRate("text-to-image", "device")?.energy.value).toBeCloseTo(935 * 3600, 6);
    expect(referenceRate("text-to-video")?.energy.value).toBeCloseTo(95_000 * 3600, 3);
  });

  test("the interval holds the published 10th and 90th percentiles", () => {
    for (const row of REFERENCE_RATES) {
      if (row.percentilesKwh === undefined) continue;
      const range = interval(referenceRates(row.task).find((rate) => rate.row === row)?.energy ?? fail());
      expect(range.low).toBeLessThan(row.percentilesKwh[0] * JOULES_PER_KWH);
      expect(range.high).toBeGreaterThan(row.percentilesKwh[1] * JOULES_PER_KWH);
    }
  });
});

function fail(): never {
  throw new Error("every row is a rate");
}

describe("referenceRate", () => {
  test("no rate is undefined, never 0", () => {
    expect(referenceRate("voice-activity-detection")).toBeUndefined();
    expect(referenceRate("text-classification", "facility")).toBeUndefined();
    expect(referenceRate("text-to-video", "node")).toBeUndefined();
    for (const task of TASKS) {
      for (const rate of referenceRates(task)) expect(rate.energy.value).toBeGreaterThan(0);
    }
  });

  test("takes share before node before device", () => {
    expect(referenceRate("text-to-image")?.rung).toBe("share");
    expect(referenceRates("text-to-image").map((rate) => rate.rung)).toEqual(["share", "node", "device"]);
    expect(referenceRates("text-generation").map((rate) => rate.row.id)).toEqual([
      "rate/luccioni-2024/text-generation/share",
      "rate/luccioni-2024/text-generation/node",
      "rate/ml-energy-2026/chat/device",
      "rate/ml-energy-2026/reasoning/device",
    ]);
  });

  test("a thousand requests at one rate are as doubtful as one", () => {
    const rate = referenceRate("summarization")?.energy ?? fail();
    const many = sum(
      joules,
      Array.from({ length: 1000 }, () => rate),
    );
    expect(interval(many).high / many.value).toBeCloseTo(interval(rate).high / rate.value, 9);
    expect(interval(product(ratio, [many], [rate]))).toEqual({
      value: expect.closeTo(1000, 6),
      low: expect.closeTo(1000, 6),
      high: expect.closeTo(1000, 6),
    });
  });

  test("says where its doubt comes from", () => {
    const rate = referenceRate("image-classification", "node") ?? fail();
    expect(doubt(rate.energy).map((share) => share.source)).toEqual([RATE_TRANSFER.id, rate.row.id]);
    expect(rate.factors).toEqual([rate.row.id, RATE_TRANSFER.id]);
  });

  test("every row has one id, a source, a year and a licence", () => {
    expect(new Set(REFERENCE_RATES.map((row) => row.id)).size).toBe(REFERENCE_RATES.length);
    for (const row of REFERENCE_RATES) {
      expect(row.source.title).not.toBe("");
      expect(row.source.url).toMatch(/^https:/);
      expect(row.licence).not.toBe("");
      expect(row.year).toBeGreaterThan(2020);
      expect(row.spread).toBeGreaterThan(1);
    }
  });
});

describe("scatter", () => {
  // s = 0.389 over 8 models: t(0.95, 7) = 1.8946; 1.8946 · 0.389 · √(9/8) = 0.78171; e^0.78171 = 2.1852.
  test("prediction factor, worked through", () => {
    expect(predictionFactor(0.389, 8)).toBeCloseTo(2.1852, 3);
    expect(predictionFactor(0, 10)).toBe(1);
    expect(() => predictionFactor(0.3, 9)).toThrow(expect.objectContaining({ code: "invalid-number" }));
    expect(() => predictionFactor(Number.NaN, 8)).toThrow(
      expect.objectContaining({ code: "invalid-number" }),
    );
  });

  // ln(0.437/0.021) = 3.03544; ÷ 2.563103 = 1.184283; × 1.644854 = 1.947972; e^1.947972 = 7.0144.
  test("percentile factor, worked through", () => {
    expect(percentileFactor(0.021, 0.437)).toBeCloseTo(7.0144, 3);
    expect(percentileFactor(2, 2)).toBe(1);
  });

  test("percentile factor knows no unit, and needs ordered percentiles above 0", () => {
    const positive = fc.double({ min: 1e-6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(positive, fc.double({ min: 1, max: 1e3, noNaN: true }), positive, (p10, ratioOf, unit) => {
        const factor = percentileFactor(p10, p10 * ratioOf);
        expect(percentileFactor(p10 * unit, p10 * ratioOf * unit) / factor).toBeCloseTo(1, 9);
        expect(factor).toBeGreaterThanOrEqual(1);
      }),
    );
    expect(() => percentileFactor(0, 1)).toThrow(expect.objectContaining({ code: "invalid-number" }));
    expect(() => percentileFactor(2, 1)).toThrow(expect.objectContaining({ code: "invalid-number" }));
  });
});
