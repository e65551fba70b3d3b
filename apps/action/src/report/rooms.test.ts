/** What each room says, and when it is silent. */
import { amount, inOneUnit } from "@gramme/core/words";
import type { WireComparedWorkload, WireRunResult } from "@gramme/core/wire";
import { describe, expect, test } from "vitest";
import { conflictsSection } from "./conflicts.ts";
import { configChanges, onlyInOneArm } from "./edges.ts";
import { unchanged, whySection } from "./explained.ts";
import { methodsDetails } from "./methods-side-by-side.ts";
import { paritySection } from "./parity.ts";
import { qualitySection } from "./quality.ts";
import { change, changeRange, count, duration, spanned } from "./quantity.ts";
import { compared, measured, reportOf, resultOf, SERVICE } from "./report.fixture.ts";
import { chosenFor } from "./room.ts";
import type { Chosen } from "./room.ts";

function all(result: WireRunResult): Chosen {
  const many = Number.MAX_SAFE_INTEGER;
  return chosenFor(reportOf([measured(result)]), {
    rows: many,
    explained: many,
    detailed: many,
    charts: many,
    texts: many,
  });
}

function why(row: WireComparedWorkload): string {
  return whySection([row], all(resultOf([row])));
}

const worse = compared(SERVICE.classify, { work: 0.2 });
const better = compared(SERVICE.classify, { work: -0.2 });

describe("why", () => {
  const explained = (work: number | undefined, time: number, power: number): string =>
    why({ ...worse, explained: { ...(work === undefined ? {} : { work }), time, power } });

  test("names the factor that makes the change", () => {
    expect(explained(0.152, -0.001, 0.003)).toContain(
      "`digits` **does more work**: energy +15.4 % = work +15.2 % × time −0.1 % × power +0.3 %.",
    );
    expect(explained(0.001, 0.002, 0.15)).toContain("**draws more power while it runs**");
    expect(explained(0.001, 0.15, 0.002)).toContain("**takes longer**");
  });

  test("names two that make it together, and what works against them", () => {
    expect(explained(0.1, 0.001, 0.09)).toContain("**does more work and draws more power while it runs**");
    expect(explained(0.3, 0.001, -0.1)).toContain(
      "**does more work**, though it draws less power while it runs",
    );
  });

  test("longer at less power is waiting: said, but no cause", () => {
    expect(explained(0.2, 0.5, -1 / 3)).toContain(
      "**does more work**, and takes longer at less power, which cancels",
    );
  });

  test("without a clock time is wall time per unit", () => {
    expect(explained(undefined, 0.15, 0.02)).toContain("energy +17.3 % = time +15 % × power +2 %");
  });

  test("in doubt the factors would be noise, and are not told", () => {
    const doubt = compared(SERVICE.classify, { noise: 0.2 });
    expect(why(doubt)).toContain("pairs would settle it");
    expect(why(doubt)).not.toContain("× power");
  });

  test("what did not change is told in the details", () => {
    const same = compared(SERVICE.classify);
    expect(why(same)).toBe("");
    expect(unchanged([same], all(resultOf([same])))).toContain("inside the threshold of 5 % either way");
  });
});

describe("quality", () => {
  const said = (row: WireComparedWorkload, was: number, is: number, higher = true): string => {
    const quality = (value: number) =>
      ({ metric: "accuracy", better: higher ? "higher" : "lower", value }) as const;
    const both = {
      ...row,
      base: { ...row.base, quality: quality(was) },
      head: { ...row.head, quality: quality(is) },
    };
    return qualitySection([both], all(resultOf([both])));
  };

  test("less energy and worse is asked about", () => {
    expect(said(better, 0.981, 0.956)).toMatch(
      /Greener because worse\?\*\* `digits` takes 19\.4 % less energy/u,
    );
    expect(said(better, 0.2, 0.3, false)).toContain("Greener because worse?");
  });

  test("the reverse, and both worse, are said", () => {
    expect(said(worse, 0.956, 0.981)).toContain("Better at a price");
    expect(said(worse, 0.981, 0.956)).toContain("Worse on both counts");
  });

  test("what may be chance is shown and not remarked upon", () => {
    expect(said(better, 0.9812, 0.981)).toMatch(/\| 0\.9812 \| 0\.9810 \| worse, by less than 0\.5 % \|$/u);
    expect(said(better, 0.9, 0.9)).toMatch(/the same \|$/u);
  });

  test("from 0 there is no percentage", () => {
    expect(said(better, 0, 0.5)).toMatch(/better \|$/u);
  });

  test("two metrics are not set beside each other", () => {
    const other = {
      ...better,
      base: { ...better.base, quality: { metric: "loss", better: "lower" as const, value: 1 } },
      head: { ...better.head, quality: { metric: "accuracy", better: "higher" as const, value: 1 } },
    };
    expect(qualitySection([other], all(resultOf([other])))).toBe("");
  });
});

describe("criteria that disagree", () => {
  const said = (row: WireComparedWorkload): string => conflictsSection([row], all(resultOf([row])));
  const times = (row: WireComparedWorkload, of: { co2e?: number; water?: number; adpe?: number }) => {
    const { figures } = row.base;
    const grown = (quantity: { value: number; low: number; high: number }, by = 1) => ({
      value: quantity.value * by,
      low: quantity.low * by,
      high: quantity.high * by,
    });
    return {
      ...row,
      head: {
        ...row.head,
        figures: {
          ...figures,
          co2e_g: grown(figures.co2e_g, of.co2e),
          water_l: grown(figures.water_l, of.water),
          embodied: { ...figures.embodied, adpe_kgsb: grown(figures.embodied.adpe_kgsb, of.adpe) },
        },
      },
    };
  };

  test("less CO2e and more water or minerals is flagged", () => {
    expect(said(times(better, { co2e: 0.8, water: 1.1 }))).toContain(
      "`digits`: less CO2e (−20 %), but more water (+10 %).",
    );
    expect(said(times(better, { co2e: 0.8, adpe: 1.3 }))).toMatch(/less CO2e \(−20 %\), but more minerals/u);
  });

  test("and the reverse", () => {
    expect(said(times(worse, { co2e: 1.2, water: 0.9 }))).toContain(
      "more CO2e (+20 %), but less water (−10 %)",
    );
  });

  test("what the noise floor covers is no change", () => {
    expect(said(times(better, { co2e: 0.8, water: 1.015 }))).toBe("");
    expect(said(times({ ...better, noise_floor: 0.15 }, { co2e: 0.8, water: 1.1 }))).toBe("");
  });

  test("what could not be settled settles nothing", () => {
    expect(said(times({ ...better, verdict: "inconclusive" }, { co2e: 0.8, water: 1.3 }))).toBe("");
  });

  /** The same, head's processes taking so many times as long. */
  const waiting = (one: WireComparedWorkload, longer: number): WireComparedWorkload => ({
    ...one,
    head: {
      ...one.head,
      replicates: one.head.replicates.map((row) => ({ ...row, wall_s: row.wall_s * longer })),
    },
  });

  test("CO2e that goes apart from the energy of the chips is flagged, with the time that it takes", () => {
    expect(said(waiting(times(better, { co2e: 1.05 }), 1.5))).toMatch(
      /energy in the chips −19\.4 %, but CO2e at the facility rung \+5 %, .* wall time is \+\d/u,
    );
    // without the time to explain it, it is the scatter of a mean
    expect(said(times(better, { co2e: 1.05 }))).toBe("");
  });
});

describe("parity", () => {
  test("one training in inferences of its own task, base → head", () => {
    const rows = [
      compared(SERVICE.digits),
      compared(SERVICE.classify, { work: 0.2 }),
      compared(SERVICE.voice),
    ];
    const text = paritySection(resultOf(rows));
    expect(text).toMatch(
      /One full training \(2500 steps\) of `train-digits` takes the energy of about \*\*\d+ thousand → \d+ thousand\*\* inferences of `digits`\.$/u,
    );
  });

  test("of another task only where there is none of its own, and it says so", () => {
    expect(paritySection(resultOf([compared(SERVICE.digits), compared(SERVICE.voice)]))).toMatch(
      /inferences of `voice-activity`, which is another task\.$/u,
    );
  });

  test("silent without a training, or across rungs", () => {
    const voice = compared(SERVICE.voice);
    expect(paritySection(resultOf([voice]))).toBe("");
    const node = {
      ...voice,
      head: { ...voice.head, figures: { ...voice.head.figures, boundary: "node" as const } },
    };
    expect(paritySection(resultOf([compared(SERVICE.digits), node]))).toBe("");
  });
});

describe("other methods", () => {
  const rows = [compared(SERVICE.digits), compared(SERVICE.classify)];

  test("stand beside our figure, with those that do not apply and why", () => {
    const text = methodsDetails(resultOf(rows));
    expect(text).toContain("| **Gramme** |");
    expect(text).toMatch(/\| Green Algorithms .* \| CodeCarbon|Green Algorithms[\s\S]*CodeCarbon/u);
    expect(text).toContain("EcoLogits does not apply: it starts from the output tokens");
  });

  test("a chip known by its family is no model to them", () => {
    const machine = {
      ...resultOf(rows).machine,
      cpu: "Neoverse-N2 (Neoverse N2)",
      cpu_known_by: "family" as const,
    };
    expect(methodsDetails(resultOf(rows, { machine }))).toContain("unknown chip");
  });

  test("a zone or card that no catalogue has is said, and breaks nothing", () => {
    const site = { zone: "nowhere", grid_g_per_kwh: 40, pue: 1, wue_l_per_kwh: 0 };
    expect(methodsDetails(resultOf(rows, { site }))).toMatch(
      /they cannot be asked\. site\.zone: unknown zone/u,
    );
  });
});

describe("quantities", () => {
  test("in one unit, that of the largest", () => {
    expect(
      inOneUnit(
        [
          { value: 0.00095, low: 0.0005, high: 0.002 },
          { value: 1.234, low: 1, high: 2 },
        ],
        "g",
      ),
    ).toEqual([
      { value: "0.000950 g", interval: "0.000500 to 0.00200" },
      { value: "1.23 g", interval: "1.00 to 2.00" },
    ]);
    expect(amount(0, "kwh")).toBe("0 kWh");
    expect(amount(2.5e-7, "kwh")).toBe("250 µWh");
  });

  test("changes have their sign, and none where there is none", () => {
    expect([0.156, -0.048, 0.0001, -0.0001, 2.5].map((value) => change(value))).toEqual([
      "+15.6 %",
      "−4.8 %",
      "0 %",
      "0 %",
      "+250 %",
    ]);
    expect(changeRange(-0.012, 0.3)).toBe("−1.2 to +30 %");
  });

  test("times, counts and ranges", () => {
    expect([0.9, 42.4, 336, 720, 7200].map((seconds) => duration(seconds))).toEqual([
      "900 ms",
      "42 s",
      "5.6 min",
      "12 min",
      "2 h",
    ]);
    expect([27.71, 912, 2328, 45_600, 1_234_567, 2e9].map((value) => count(value))).toEqual([
      "27.7",
      "912",
      "2328",
      "45.6 thousand",
      "1.23 million",
      "2.00 billion",
    ]);
    expect([spanned([10]), spanned([40, 10])]).toEqual(["10", "10 to 40"]);
  });
});

describe("the edges", () => {
  const row = compared(SERVICE.classify);

  test("what one arm alone has is named, and whether it was measured", () => {
    const result = resultOf([row], { only_in: { base: ["old"], head: ["digits", "new"] } });
    expect(onlyInOneArm(result, 9)).toBe(
      "#### Not compared\n\n- `digits` is new here: measured in head alone\n- `new` is new here: not measured\n- `old` is removed here: not measured",
    );
    expect(onlyInOneArm(resultOf([row]), 9)).toBe("");
  });

  test("settings are listed base → head, so many and no more", () => {
    const changes = Array.from({ length: 5 }, (_, at) => ({ path: `gate.x${at}`, head: `${at}` }));
    const text = configChanges(resultOf([row], { config_changes: changes }), 2);
    expect(text).toContain("- `gate.x1`: nothing → `1`\n- and 3 more, left out");
  });
});
