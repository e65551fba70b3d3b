import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { exact, interval, uncertain } from "../estimate/estimate.ts";
import { fromKwh, grams, GRAMS_PER_KG, joules, kgSb } from "../units.ts";
import { equivalentBy, equivalents, rangeText } from "./equivalent.ts";
import type { Equivalent } from "./equivalent.ts";
import { EQUIVALENT_ROWS } from "./equivalent.rows.ts";

const pick = (rows: readonly Equivalent[], id: string): Equivalent => {
  const found = rows.find((row) => row.id === id);
  if (found === undefined) throw new Error(`no ${id}`);
  return found;
};
const ids = (rows: readonly Equivalent[]): readonly string[] => rows.map((each) => each.id);
const row = (id: string): (typeof EQUIVALENT_ROWS)[number] => {
  const found = EQUIVALENT_ROWS.find((candidate) => candidate.id === id);
  if (found === undefined) throw new Error(`no ${id}`);
  return found;
};

describe("golden", () => {
  // Green Algorithms' default form (12 h, 12 cores at 7.5 W, 64 GB, PUE 1.67, 453.22 g/kWh) is 1033.955 g, and prints
  // 1.13 tree-months and 5.91 km.
  test("Green Algorithms: 1.128 tree-months, 5.908 km by car", () => {
    const rows = equivalents(exact(grams(1033.955)));
    expect(pick(rows, "equivalent/tree-month").value.value).toBeCloseTo(1.12795, 5);
    expect(pick(rows, "equivalent/car-eu").value.value).toBeCloseTo(5.90831, 5);
    expect(pick(rows, "equivalent/flight-paris-london").value.value).toBeCloseTo(0.0207, 4);
  });

  // Its version 1.0 had trees of 11,400 g a year: 1085.6961782 g ÷ 950.
  test("a superseded row still explains what was said with it", () => {
    const then = equivalentBy(row("equivalent/tree-month/v1.0"), exact(grams(1085.6961782)));
    expect(then.value.value).toBeCloseTo(1.14284, 5);
  });

  test("carbontracker: 250 g are 2.3256 km", () => {
    const rows = equivalents(exact(grams(250)));
    expect(pick(rows, "equivalent/car-eu-new").value.value).toBeCloseTo(2.32558139535, 9);
  });

  // MLCA on BLOOM: 59 t and 1.2 kg Sb, against 985 kg and 0.0317 kg Sb per person and year.
  test("BLOOM: the climate budget of 59.9 persons, the mineral budget of 37.9", () => {
    const rows = equivalents(exact(grams(59_000 * GRAMS_PER_KG)), exact(kgSb(1.2)));
    expect(pick(rows, "equivalent/climate-budget").value.value).toBeCloseTo(59.9, 1);
    expect(pick(rows, "equivalent/mineral-budget").value.value).toBeCloseTo(37.85, 2);
    expect(pick(rows, "equivalent/snbc-target").value.value).toBe(29.5);
  });

  // Sala et al. 2020: 6.81e12 kg and 2.19e8 kg Sb over the 6,916,183,482 persons of 2010.
  test("the budgets per person are the totals over the persons of 2010", () => {
    expect(row("equivalent/climate-budget").value / GRAMS_PER_KG).toBeCloseTo(6.81e12 / 6_916_183_482, -0.4);
    expect(row("equivalent/mineral-budget").value).toBeCloseTo(2.19e8 / 6_916_183_482, 4);
  });

  // Luccioni, Jernite & Strubell 2024, section 4.1: SDXL's 11.49 kWh per 1000 images are 522 charges.
  test("phone charges of a thousand SDXL images", () => {
    const rows = equivalents(exact(grams(0)), undefined, exact(fromKwh(11.49)));
    expect(Math.floor(pick(rows, "equivalent/phone-charge").value.value)).toBe(522);
  });
});

describe("equivalents", () => {
  test("shows only what was given, and nothing superseded", () => {
    const carbon = ids(equivalents(exact(grams(1))));
    expect(carbon).not.toContain("equivalent/mineral-budget");
    expect(carbon).not.toContain("equivalent/phone-charge");
    expect(carbon.some((id) => id.includes("v1.0"))).toBe(false);
    expect(ids(equivalents(exact(grams(1)), exact(kgSb(1)), exact(joules(1)))).length).toBe(
      carbon.length + 2,
    );
  });

  test("carries the figure's interval through", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-6, max: 1e12, noNaN: true }),
        fc.double({ min: 1, max: 10, noNaN: true }),
        (value, spread) => {
          const figure = uncertain(grams(value), "grid", spread);
          const ends = interval(figure);
          for (const each of equivalents(figure)) {
            expect(each.value.high / each.value.value).toBeCloseTo(ends.high / ends.value, 9);
            expect(each.value.low / each.value.value).toBeCloseTo(ends.low / ends.value, 9);
          }
        },
      ),
    );
  });

  test("reads as a range", () => {
    const rows = equivalents(uncertain(grams(1033.955), "grid", 1.2));
    expect(pick(rows, "equivalent/car-eu").text).toBe("4.9 to 7.1 km by passenger car (EU average)");
    expect(pick(equivalents(exact(grams(0))), "equivalent/train").text).toBe("0 km by train");
  });
});

describe("rangeText", () => {
  test.each([
    [5.9, 5.9, "5.9"],
    [5.91, 5.94, "5.9"],
    [4.923, 7.09, "4.9 to 7.1"],
    [0, 0, "0"],
    [0.0001, 0.0004, "less than 0.001"],
    [0.0004, 0.0061, "less than 0.0061"],
    [12_345, 1_234_567, "12,000 to 1,200,000"],
    [995, 1004, "1,000"],
  ])("%d to %d is %s", (low, high, text) => {
    expect(rangeText({ value: (low + high) / 2, low, high })).toBe(text);
  });
});

describe("rows", () => {
  test("have one id, a source, a year, a licence and a length", () => {
    expect(new Set(EQUIVALENT_ROWS.map((each) => each.id)).size).toBe(EQUIVALENT_ROWS.length);
    for (const each of EQUIVALENT_ROWS) {
      expect(each.source.title).not.toBe("");
      expect(each.source.url).toMatch(/^https:/);
      expect(each.licence).not.toBe("");
      expect(each.year).toBeGreaterThan(2000);
      expect(each.value).toBeGreaterThan(0);
      expect(each.spread).toBe(1);
    }
  });

  test("are superseded only by rows in force, of the same criterion", () => {
    for (const each of EQUIVALENT_ROWS) {
      if (each.supersededBy === undefined) continue;
      expect(row(each.supersededBy).supersededBy).toBeUndefined();
      expect(row(each.supersededBy).criterion).toBe(each.criterion);
    }
  });
});
