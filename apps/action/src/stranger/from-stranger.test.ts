import type { WireComparedWorkload } from "@gramme/core/wire";
import { describe, expect, it } from "vitest";
import type { MeasuredCheck } from "../check.ts";
import { compared, measured, resultOf, SERVICE } from "../report/report.fixture.ts";
import { DEFAULT_PATHS } from "../world/relevant-paths.ts";
import { fromStranger } from "./from-stranger.ts";
import { CANARY } from "./hostile-texts.fixture.ts";
import { sent } from "./sent.fixture.ts";
import { remarksMarkdown } from "./remarks.ts";
import { BASE_YML, COMMITS, trusted, UNRULED } from "./rules.fixture.ts";

const { digits, superResolution, classify } = SERVICE;
const HONEST = measured(
  resultOf([
    compared(digits, { work: 0.004, seed: 1, quality: 0.9709 }),
    compared(superResolution, { work: 0.158, seed: 3, noise: 0.03, pairs: 20 }),
    compared(classify, { seed: 4 }),
  ]),
);
const [FIRST, SECOND, THIRD] = HONEST.result.comparisons as [
  WireComparedWorkload,
  WireComparedWorkload,
  WireComparedWorkload,
];

function resultOfSent(value: unknown, ground = trusted()): MeasuredCheck["result"] {
  const { check } = fromStranger(sent(value), ground);
  if (check.kind !== "measured") throw new Error(`it is ${check.kind}`);
  return check.result;
}

function withComparison(change: Partial<WireComparedWorkload>): MeasuredCheck {
  return measured({ ...HONEST.result, comparisons: [{ ...FIRST, ...change }, SECOND, THIRD] });
}

describe("what an honest job sends", () => {
  it("is told as it was found", () => {
    const result = resultOfSent(HONEST);
    expect(result.comparisons).toHaveLength(3);
    for (const [at, original] of HONEST.result.comparisons.entries()) {
      const { base: _, head: __, ...told } = result.comparisons[at] ?? {};
      const { base: ___, head: ____, ...found } = original;
      expect(told).toEqual(found);
    }
    expect(result.machine).toMatchObject({
      cpu: "AMD EPYC 7763",
      cpu_known_by: "model",
      threads: 4,
      os: "linux 6.11.0 x64",
    });
    expect(result.site).toEqual(HONEST.result.site);
    expect(result.runner).toEqual(HONEST.result.runner);
    expect(result.own_cost).toEqual(HONEST.result.own_cost);
    expect(result.partial).toBe(false);
    expect(result.revision).toEqual({ ...COMMITS, dirty: false });
  });

  it("has unit, task, phase and metric as base's gramme.yml says", () => {
    const [first] = resultOfSent(
      withComparison({
        head: {
          ...FIRST.head,
          phase: "inference",
          task: "text-generation",
          functional_unit: "1000 inferences",
          units_in_one: 7,
          quality: { metric: "loss", better: "lower", value: 0.5 },
        },
      }),
    ).comparisons;
    expect(first?.head).toMatchObject({
      phase: "training",
      task: "image-classification",
      modality: "image-to-category",
      functional_unit: "full training (2500 steps)",
      units_in_one: 2500,
      units_per_replicate: 150,
      quality: { metric: "accuracy", better: "higher", value: 0.5 },
    });
  });

  it("has known words for what is doubted and assumed", () => {
    const { figures } = FIRST.head;
    const [first] = resultOfSent(
      withComparison({
        head: {
          ...FIRST.head,
          figures: {
            ...figures,
            assumptions: [{ code: "single-run", text: "the best run ever" }],
            doubt: [
              { source: "grid/ember/FRA", share: 0.25 },
              { source: "noise", share: 0.5 },
              { source: "grid/ember/DEU", share: 0.125 },
            ],
          },
        },
      }),
    ).comparisons;
    expect(first?.head.figures.assumptions).toEqual([
      { code: "single-run", text: "one run only: its scatter is taken, not measured" },
    ]);
    expect(first?.head.figures.doubt).toEqual([
      { source: "noise", share: 0.5 },
      { source: "grid/", share: 0.375 },
    ]);
  });
});

describe("statistics", () => {
  it("are worked out anew, by base's rules", () => {
    const lie = withComparison({
      verdict: "improvement",
      why: "because",
      change: -0.9,
      low: -0.95,
      high: -0.85,
      threshold: 0.9,
      noise_floor: 0.9,
      pairs: 1000,
      explained: { time: -0.9, power: 0 },
    });
    expect(resultOfSent(lie)).toEqual(resultOfSent(HONEST));
  });

  it("follow base's threshold, not head's", () => {
    const strict = BASE_YML.replace("threshold: 5%", "threshold: 0.01%, noise-floor: 0.001%");
    const lax = BASE_YML.replace("threshold: 5%", "threshold: 90%");
    const [, second] = resultOfSent(HONEST, trusted(lax, strict)).comparisons;
    expect(second).toMatchObject({ verdict: "regression", threshold: 0.0001, noise_floor: 0.00001 });
    expect(resultOfSent(HONEST, trusted(strict, lax)).comparisons[1]?.verdict).toBe("no-change");
  });

  it.each([
    ["unequal lists", { head: { ...FIRST.head, replicates: FIRST.head.replicates.slice(1) } }],
    [
      "no energy",
      {
        head: {
          ...FIRST.head,
          replicates: FIRST.head.replicates.map((row) => ({ ...row, device_j: 0 })),
        },
      },
    ],
    [
      "no time",
      { head: { ...FIRST.head, replicates: FIRST.head.replicates.map((row) => ({ ...row, wall_s: 0 })) } },
    ],
    [
      "absurd energies",
      {
        head: {
          ...FIRST.head,
          replicates: FIRST.head.replicates.map((row) => ({ ...row, device_j: 1e300 })),
        },
      },
    ],
    [
      "an interval that does not hold its value",
      {
        head: {
          ...FIRST.head,
          figures: { ...FIRST.head.figures, co2e_g: { value: 5, low: 6, high: 7 } },
        },
      },
    ],
    ["another tier", { head: { ...FIRST.head, figures: { ...FIRST.head.figures, tier: "rated" as const } } }],
    [
      "more pairs than the gate allows",
      {
        base: { ...FIRST.base, replicates: Array.from({ length: 41 }, () => FIRST.base.replicates[0]) },
        head: { ...FIRST.head, replicates: Array.from({ length: 41 }, () => FIRST.head.replicates[0]) },
      } as Partial<WireComparedWorkload>,
    ],
  ])("are not made of %s: it is left out, and said to be missing", (_, change) => {
    const received = fromStranger(sent(withComparison(change)), trusted());
    expect(received.leftOut).toEqual(new Map([["unbelievable", 1]]));
    expect(received.missing).toEqual(["train-digits"]);
    expect(received.check).toMatchObject({ kind: "measured", result: { partial: true } });
    const { result } = received.check as MeasuredCheck;
    expect(result.comparisons.map(({ name }) => name)).toEqual(["super-resolution", "digits"]);
    // nor does it come back as measured alone
    expect(result.workloads.map(({ name }) => name)).toEqual(["super-resolution", "digits"]);
  });
});

describe("names", () => {
  it("that base's gramme.yml does not have are left out, and counted", () => {
    const other = compared({ ...classify, name: "innocent" }, { seed: 9 });
    const check = measured(resultOf([...HONEST.result.comparisons, other]));
    const { check: told, leftOut, missing } = fromStranger(sent(check), trusted());
    expect(JSON.stringify(told)).not.toContain("innocent");
    expect(leftOut).toEqual(new Map([["unnamed", 1]]));
    expect(missing).toEqual([]);
  });

  it("that come twice count once", () => {
    const check = measured(resultOf([...HONEST.result.comparisons, { ...FIRST, change: 0 }]));
    const received = fromStranger(sent(check), trusted());
    expect(received.leftOut).toEqual(new Map([["twice", 1]]));
    expect((received.check as MeasuredCheck).result.comparisons).toHaveLength(3);
  });

  it("that head's gramme.yml adds are told alone, and never compared", () => {
    const name = "speech";
    const head = `${BASE_YML}  - { name: ${name}, phase: inference, run: x, inferences: 5 }\n`;
    const fresh = compared({ ...classify, name }, { seed: 9 });
    const alone = measured(
      resultOf(HONEST.result.comparisons.slice(), {
        workloads: [...HONEST.result.workloads, fresh.head],
      }),
    );
    const told = resultOfSent(alone, trusted(head));
    expect(told.workloads.map((one) => one.name)).toContain(name);
    expect(told.only_in).toEqual({ base: [], head: [name] });
    const lie = measured(resultOf([...HONEST.result.comparisons, fresh]));
    expect(resultOfSent(lie, trusted(head)).comparisons).toHaveLength(3);
  });

  it("that head's gramme.yml drops are not missing, but said", () => {
    const head = BASE_YML.slice(0, BASE_YML.indexOf("  - name: digits"));
    const check = measured(resultOf([FIRST, SECOND]));
    const received = fromStranger(sent(check), trusted(head));
    expect(received.missing).toEqual([]);
    expect(received.check).toMatchObject({
      result: { partial: false, only_in: { base: ["digits"], head: [] } },
    });
  });

  it("of which nothing was sent are missing, and make it partial", () => {
    const received = fromStranger(sent(measured(resultOf([THIRD]))), trusted());
    expect(received.missing).toEqual(["train-digits", "super-resolution"]);
    expect(received.check).toMatchObject({ result: { partial: true } });
    expect(
      remarksMarkdown({ received: [received], partsLeftOut: 0, noRules: undefined, fromFork: true }),
    ).toBe(
      "#### What to know of this comment\n\n- nothing to compare was sent of `train-digits`, `super-resolution`, which base's `gramme.yml` names.",
    );
  });

  it("are not missing where base failed and head was measured alone", () => {
    const check = measured(resultOf([], { workloads: HONEST.result.workloads, base_error: "in base: no" }));
    const received = fromStranger(sent(check), trusted());
    expect(received.missing).toEqual([]);
    expect(received.check).toMatchObject({
      result: { partial: false, base_error: expect.not.stringContaining("no") },
    });
  });
});

describe("settings that differ", () => {
  it("come from the two gramme.yml, numbers as they are and texts not", () => {
    const head = BASE_YML.replace("5%", "25%").replace("node infer.ts", `curl ${CANARY}`);
    const lie = measured({ ...HONEST.result, config_changes: [{ path: CANARY, head: CANARY }] });
    expect(resultOfSent(lie, trusted(head)).config_changes).toEqual([
      { path: "gate.threshold", base: "0.05", head: "0.25" },
      { path: "workloads.super-resolution.run", base: "(a text)", head: "(a text)" },
    ]);
  });
});

describe("other kinds", () => {
  it("skipped: globs are base's, or the defaults", () => {
    const check = {
      schema: "gramme/check/1",
      gramme: "0.1.0",
      kind: "skipped",
      paths: [CANARY],
      changed_files: 3,
    };
    expect(fromStranger(sent(check), UNRULED).check).toEqual({ ...check, paths: DEFAULT_PATHS });
    const ruled = trusted(undefined, BASE_YML.replace("gate: {", "gate: { paths: [src/**],"));
    expect(fromStranger(sent(check), ruled).check).toEqual({ ...check, paths: ["src/**"] });
  });

  it("absurd numbers of a machine or of its cost are no check", () => {
    const { result } = HONEST;
    for (const wrong of [
      { machine: { ...result.machine, threads: 1e9 } },
      { machine: { ...result.machine, memory_gb: 1e300 } },
      { site: { ...result.site, pue: 1e200 } },
      { own_cost: { ...result.own_cost, co2e_g: { value: 1, low: 2, high: 3 } } },
    ]) {
      expect(fromStranger(sent(measured({ ...result, ...wrong })), trusted()).check).toMatchObject({
        kind: "failed",
        message: "What the job that measured sent holds numbers that cannot be.",
      });
    }
  });

  it("absurd figures of a workload that was measured alone are left out", () => {
    const { figures } = THIRD.head;
    const wrong = { ...THIRD.head, figures: { ...figures, water_l: { value: 1e16, low: 0, high: 1e17 } } };
    const received = fromStranger(sent(measured(resultOf([FIRST], { workloads: [wrong] }))), trusted());
    expect(received.leftOut).toEqual(new Map([["unbelievable", 1]]));
  });

  it("without base's gramme.yml no more than 100 workloads are told", () => {
    const many = Array.from({ length: 120 }, (_, at) =>
      compared({ ...classify, name: `w${at}` }, { seed: at, pairs: 6 }),
    );
    const received = fromStranger(sent(measured(resultOf(many))), UNRULED);
    expect((received.check as MeasuredCheck).result.comparisons).toHaveLength(100);
    expect(received.leftOut).toEqual(new Map([["too-many", 20]]));
  });
});
