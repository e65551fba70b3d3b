import { describe, expect, test } from "vitest";
import type { Check } from "../check.ts";
import { CASES } from "./cases.fixture.ts";
import { outcomeOf } from "./outcome.ts";
import { BASE, compared, HEAD, measured, reportOf, resultOf, SERVICE, workload } from "./report.fixture.ts";
import type { FailOn, Report } from "./report.ts";

const WORSE = compared(SERVICE.classify, { work: 0.2 });
const BETTER = compared(SERVICE.classify, { work: -0.2 });
const SAME = compared(SERVICE.classify);
const DOUBT = compared(SERVICE.classify, { noise: 0.2, pairs: 10 });
const ACCEPTANCE = { label: "ok", by: "ada", at: "2026-11-22T10:00:00Z", reason: "agreed" };
const FAILED: Check = { schema: "gramme/check/1", gramme: "0", kind: "failed", message: "no" };
const SKIPPED: Check = {
  schema: "gramme/check/1",
  gramme: "0",
  kind: "skipped",
  paths: ["**"],
  changed_files: 1,
};
const ALONE = resultOf([], {
  workloads: [workload(SERVICE.classify, { work: 0, time: 0, noise: 0.01, pairs: 3, seed: 1 })],
});

function of(rows: readonly (typeof SAME)[], more: Partial<Report> = {}): ReturnType<typeof outcomeOf> {
  return outcomeOf(reportOf([measured(resultOf(rows))], more));
}

test("the constructed rows are what they are named for", () => {
  expect([WORSE, BETTER, SAME, DOUBT].map(({ verdict }) => verdict)).toEqual([
    "regression",
    "improvement",
    "no-change",
    "inconclusive",
  ]);
});

describe("conclusion", () => {
  test.each<[string, readonly (typeof SAME)[], FailOn, string, string]>([
    ["regression", [WORSE, BETTER, SAME, DOUBT], "regression", "failure", "regression"],
    ["regression, when doubt fails too", [WORSE], "inconclusive", "failure", "regression"],
    ["regression, when nothing fails", [WORSE], "never", "neutral", "regression"],
    ["doubt", [BETTER, DOUBT], "regression", "neutral", "inconclusive"],
    ["doubt, when it fails", [BETTER, DOUBT], "inconclusive", "failure", "inconclusive"],
    ["improvement", [BETTER, SAME], "inconclusive", "success", "improvement"],
    ["no change", [SAME], "inconclusive", "success", "no-change"],
  ])("%s", (_, rows, failOn, conclusion, verdict) => {
    expect(of(rows, { failOn })).toMatchObject({ conclusion, verdict });
  });

  test("an accepted regression is neutral, and says so", () => {
    const outcome = of([WORSE], { acceptance: ACCEPTANCE });
    expect(outcome).toMatchObject({ conclusion: "neutral", verdict: "regression" });
    expect(outcome.title).toMatch(/^Accepted regression: digits takes 21 % more energy/u);
  });

  test("acceptance in the data counts for nothing: a fork could write it", () => {
    const result = resultOf([WORSE], { accepted: ACCEPTANCE });
    expect(outcomeOf(reportOf([measured(result)])).conclusion).toBe("failure");
  });

  test("an acceptance of a regression accepts no doubt where doubt fails", () => {
    expect(of([WORSE, DOUBT], { failOn: "inconclusive", acceptance: ACCEPTANCE }).conclusion).toBe("failure");
  });

  test("a part that failed fails, whatever is accepted or never fails", () => {
    const checks = [measured(resultOf([WORSE]), "a"), { ...FAILED, part: "b" }];
    for (const more of [{ acceptance: ACCEPTANCE }, { failOn: "never" as const }]) {
      expect(outcomeOf(reportOf(checks, more))).toMatchObject({ conclusion: "failure", verdict: "failed" });
    }
    expect(outcomeOf(reportOf(checks)).title).toBe(
      "Failed: 1 of 2 parts could not be measured (b); in the others: 1 regression.",
    );
  });

  test("skipped is success; skipped beside another is the other", () => {
    expect(outcomeOf(reportOf([SKIPPED]))).toMatchObject({ conclusion: "success", verdict: "skipped" });
    expect(outcomeOf(reportOf([SKIPPED, measured(resultOf([WORSE]))]))).toMatchObject({
      conclusion: "failure",
      verdict: "regression",
    });
  });

  test("head alone is measured: success, but neutral where base could not be", () => {
    expect(outcomeOf(reportOf([measured(ALONE)]))).toMatchObject({
      conclusion: "success",
      verdict: "measured",
    });
    expect(outcomeOf(reportOf([measured({ ...ALONE, base_error: "it does not build" })]))).toMatchObject({
      conclusion: "neutral",
      verdict: "measured",
    });
  });

  test("what was not measured whole is neutral at best", () => {
    const outcome = outcomeOf(
      reportOf([measured(resultOf([SAME], { partial: true, partial_why: "cancelled" }))]),
    );
    expect(outcome).toMatchObject({ conclusion: "neutral", verdict: "no-change" });
    expect(outcome.title).toContain("not everything was measured");
    expect(outcomeOf(reportOf([measured(resultOf([]))])).conclusion).toBe("neutral");
  });
});

describe("what is not what it seems", () => {
  test("chips that take no more in something that waits longer is no success, and the title says why", () => {
    const { head } = SAME;
    const waits = {
      ...SAME,
      head: {
        ...head,
        replicates: head.replicates.map((row) => ({ ...row, wall_s: row.wall_s * 2.5 })),
        figures: {
          ...head.figures,
          co2e_g: { ...head.figures.co2e_g, value: head.figures.co2e_g.value * 2.4, high: 1e9 },
        },
      },
    };
    const outcome = of([waits]);
    expect(outcome.conclusion).toBe("neutral");
    expect(outcome.title).toMatch(
      /^No change of energy in the chips, yet \S+ takes \d+ % longer and emits \d+ % more at the facility rung\.$/u,
    );
  });

  test("a workload of base that is gone is no success, and the title names it", () => {
    const gone = { only_in: { base: ["digits"], head: ["numbers"] } };
    const some = outcomeOf(reportOf([measured(resultOf([SAME], gone))]));
    expect(some).toMatchObject({ conclusion: "neutral", verdict: "no-change" });
    expect(some.title).toContain("base's digits was not compared");
    const all = outcomeOf(reportOf([measured(resultOf([], { ...gone, workloads: [SAME.head] }))]));
    expect(all).toMatchObject({ conclusion: "neutral", verdict: "measured" });
    expect(all.title).toContain("base's digits is gone");
  });

  test("that nothing was touched is a fork's word only where a fork says it", () => {
    const skipped: Check = {
      schema: "gramme/check/1",
      gramme: "0.1.0",
      kind: "skipped",
      paths: ["**"],
      changed_files: 3,
    };
    expect(outcomeOf(reportOf([skipped])).conclusion).toBe("success");
    expect(outcomeOf(reportOf([skipped], { measuredBy: "fork" })).conclusion).toBe("neutral");
  });
});

describe("base against base", () => {
  const same = (rows: readonly (typeof SAME)[], more: Partial<Report> = {}): ReturnType<typeof outcomeOf> =>
    outcomeOf(
      reportOf([measured(resultOf(rows, { revision: { base: BASE, head: BASE, dirty: false } }))], more),
    );

  test("nothing called is success", () => {
    expect(same([SAME])).toMatchObject({ conclusion: "success", verdict: "no-change" });
  });

  test.each([
    ["regression", WORSE],
    ["improvement", BETTER],
  ] as const)("a called %s is a failure, which nobody can accept", (verdict, row) => {
    const outcome = same([row, DOUBT, SAME], { acceptance: ACCEPTANCE });
    expect(outcome).toMatchObject({ conclusion: "failure", verdict });
    expect(outcome.title).toMatch(/^This machine calls changes that are not there: digits by [+−]/u);
  });

  test("uncommitted work on one commit is no base against base", () => {
    const result = resultOf([BETTER], { revision: { base: BASE, head: BASE, dirty: true } });
    expect(outcomeOf(reportOf([measured(result)])).conclusion).toBe("success");
  });

  test("without revisions in the result, those of the event count", () => {
    const { revision: _, ...result } = resultOf([BETTER]);
    const change = { kind: "other", base: HEAD, head: HEAD, repository: "a/b" } as const;
    expect(outcomeOf(reportOf([measured(result)], { change })).conclusion).toBe("failure");
  });
});

describe("title", () => {
  test("one plain sentence with the interval, the smaller size first", () => {
    expect(of([WORSE]).title).toMatch(/^Regression: digits takes 21 % more energy \(19 % to 21\.7 %\)\.$/u);
    expect(of([BETTER]).title).toMatch(
      /^Improvement: digits takes 19\.4 % less energy \(18\.9 % to 20\.7 %\)\.$/u,
    );
  });

  test("the largest of several first, on the part that it was seen on", () => {
    const worst = compared(SERVICE.voice, { work: 0.4 });
    const checks = [measured(resultOf([WORSE]), "a"), measured(resultOf([SAME, worst]), "b")];
    expect(outcomeOf(reportOf(checks)).title).toMatch(
      /^Regression: voice-activity on b takes .*, and 1 of 2 others take more too\.$/u,
    );
  });

  test("energy of the chips that falls while CO2e rises is not called less CO2e", () => {
    expect(outcomeOf(CASES["improvement"] ?? reportOf([])).title).toMatch(
      /takes 19\.2 % less energy in its chips .*, yet emits 4\.7 % more at the facility rung\.$/u,
    );
  });

  test("holds visible characters only, and none is too long", () => {
    const name = `\u{202E}a\nb${"x".repeat(200)}`;
    const { title } = of([{ ...WORSE, name }]);
    expect(title).toContain("�a bxxx");
    expect(title.length).toBeLessThan(140);
  });
});
