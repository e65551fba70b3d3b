import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { exact, interval, noisy, scale, totalDeviation, uncertain, Z90 } from "../estimate/estimate.ts";
import { fromKwh, joules } from "../units.ts";
import { apart } from "./apart.ts";
import { inferencesToParity, parity } from "./parity.ts";
import { findPhase, isInvestment, PHASES } from "./phase.ts";

describe("Luccioni, Jernite & Strubell 2024, Table 5", () => {
  // (training + fine-tuning) ÷ energy of one inference, kWh as printed. The paper cuts fractions off. For 3B it prints
  // 395,602,740, which its own figures do not give: 28,876 ÷ 7.3e-5 = 395,561,643 (28,879 kWh would).
  test.each([
    ["7B", 51_686, 7571, 1.0e-4, 592_570_000],
    ["3B", 25_634, 3242, 7.3e-5, 395_561_643],
    ["1B", 17_052, 1081, 6.2e-5, 292_467_741],
    ["560M", 10_505, 543, 5.4e-5, 204_592_592],
  ])("BLOOMz-%s", (_, training, finetuning, each, printed) => {
    const n = inferencesToParity({
      training: exact(fromKwh(training)),
      finetuning: exact(fromKwh(finetuning)),
      perInference: exact(fromKwh(each)),
    });
    expect(Math.abs(n.value - printed)).toBeLessThan(1.5);
  });

  test("the printed 3B row is 3 kWh off its own inputs", () => {
    expect((395_602_740 * 7.3e-5 - (25_634 + 3242)).toFixed(1)).toBe("3.0");
  });
});

describe("parity", () => {
  const energies = {
    training: uncertain(joules(900), "meter", 1.5),
    perInference: uncertain(joules(2), "meter", 1.5),
  };

  test("served ÷ needed: 1 when use has caught up", () => {
    expect(parity(energies, 450).value).toBe(1);
    expect(parity(energies, 45).value).toBeCloseTo(0.1, 12);
    expect(parity(energies, 0).value).toBe(0);
  });

  test("development and data push it back", () => {
    const development = exact(joules(450));
    const data = exact(joules(100));
    expect(inferencesToParity({ ...energies, development }).value).toBe(675);
    expect(inferencesToParity({ ...energies, development, data }).value).toBe(725);
  });

  test("what training and inference share cancels, but two measurements are never wholly sure of each other", () => {
    const { value, low, high } = interval(inferencesToParity(energies));
    expect(value).toBe(450);
    expect(high / value).toBeCloseTo(1.02, 12);
    expect(value / low).toBeCloseTo(1.02, 12);
    // served ÷ needed has no more doubt, and no less
    expect(interval(parity(energies, 45)).high / 0.1).toBeCloseTo(1.02, 12);
  });

  test("noise of each stays", () => {
    const n = inferencesToParity({
      training: noisy(joules(900), 1.1),
      perInference: noisy(joules(2), 1.2),
    });
    expect(interval(n).high / n.value).toBeCloseTo(
      Math.exp(Math.hypot(Math.log(1.1), Math.log(1.2), Math.log(1.02))),
      12,
    );
  });

  test("no quotient of two measurements is without an interval, whatever they share", () => {
    const positive = fc.double({ min: 1e-9, max: 1e12, noNaN: true });
    const spread = fc.double({ min: 1, max: 10, noNaN: true });
    fc.assert(
      fc.property(positive, positive, spread, (a, b, factor) => {
        const { value, low, high } = interval(
          apart(uncertain(joules(a), "grid", factor), uncertain(joules(b), "grid", factor)),
        );
        expect(low).toBeLessThan(value);
        expect(high).toBeGreaterThan(value);
        expect(value).toBeCloseTo(a / b, 9 - Math.ceil(Math.log10(a / b)));
      }),
    );
  });

  test("does not move with the scale of a shared factor", () => {
    const energy = fc.double({ min: 1e-3, max: 1e12, noNaN: true });
    fc.assert(
      fc.property(
        energy,
        energy,
        fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
        fc.double({ min: 1, max: 5, noNaN: true }),
        (training, each, factor, spread) => {
          const one = {
            training: uncertain(joules(training), "pue", spread),
            perInference: uncertain(joules(each), "pue", spread),
          };
          const other = {
            training: scale(joules, one.training, factor),
            perInference: scale(joules, one.perInference, factor),
          };
          const n = inferencesToParity(one);
          expect(inferencesToParity(other).value / n.value).toBeCloseTo(1, 9);
          expect(Math.exp(totalDeviation(n.spread) * Z90)).toBeCloseTo(1.02, 12);
        },
      ),
    );
  });

  test.each([
    ["an inference of 0 J", { ...energies, perInference: exact(joules(0)) }, 1],
    ["training of 0 J", { ...energies, training: exact(joules(0)) }, 1],
    ["a negative count", energies, -1],
    ["a count that is no number", energies, Number.NaN],
  ])("refuses %s", (_, wrong, served) => {
    expect(() => parity(wrong, served)).toThrow(expect.objectContaining({ code: "invalid-number" }));
  });
});

describe("phases", () => {
  test("are found by name, and only inference is not an investment", () => {
    expect(findPhase(" Training ")).toBe("training");
    expect(findPhase("fine-tuning")).toBeUndefined();
    expect(PHASES.filter(isInvestment)).toEqual(["data", "development", "training"]);
  });
});
