import type { WireModelsAnswer } from "@gramme/core/wire/api";
import { describe, expect, it } from "vitest";
import { beatenText, courseOf, groupSentence, lastPartText, qualityGroups, type Shown } from "./quality.ts";

type Model = WireModelsAnswer["models"][number];
const q = (value: number, by = 1.5) => ({ value, low: value / by, high: value * by });
const SHOWN: Shown = { of: "co2e", cost: "training" };

function model(
  name: string,
  grams: number,
  quality: Partial<NonNullable<NonNullable<Model["training"]>["quality"]>> | undefined,
  task = "image-classification",
): Model {
  return {
    model: name,
    tasks: [task],
    versions: [],
    training: {
      run: "acme/model/1/1/-",
      sha: "a".repeat(40),
      at: "2026-11-20T10:00:00.000Z",
      functional_unit: "full training (2500 steps)",
      tier: "modelled",
      energy_kwh: q(grams / 400),
      co2e_g: q(grams),
      trained: true,
      ...(quality === undefined
        ? {}
        : { quality: { metric: "accuracy", better: "higher", value: 0.9, ...quality } }),
    },
  };
}
const plain = (text: string | undefined): string | undefined => text?.replaceAll(/[\u2068\u2069]/gu, "");

describe("quality against what it took", () => {
  it("sets only models of one task, one metric and one direction beside each other", () => {
    const { groups, without } = qualityGroups(
      [
        model("a", 1, { value: 0.9 }),
        model("b", 2, { value: 0.8 }, "text-classification"),
        model("c", 3, { metric: "f1" }),
        model("d", 4, { better: "lower" }),
        model("e", 5, { value: 0.91 }),
        model("f", 6, undefined),
      ],
      SHOWN,
    );
    expect(groups.map(({ models }) => models.map(({ name }) => name).join())).toEqual(["a,e", "b", "c", "d"]);
    expect(without.map(plain)).toEqual(["f (no quality told)"]);
  });

  it("has on its front what none of the others beats, and says by what the others are beaten", () => {
    const models = [
      model("dear", 100, { value: 0.97 }),
      model("best", 40, { value: 0.98 }),
      model("cheap", 1, { value: 0.9 }),
      model("near", 50, { value: 0.98 }),
    ];
    const [group] = qualityGroups(models, SHOWN).groups;
    if (group === undefined) throw new Error("there is no group");
    expect(group.front.map(({ name }) => name)).toEqual(["cheap", "best"]);
    expect(group.beaten.map((one) => plain(beatenText(one, SHOWN)))).toEqual([
      "near is beaten: best is as good, for 40.0 g CO₂e (26.7 to 60.0) against 50.0 g CO₂e (33.3 to 75.0), but their intervals overlap: which takes less is not known.",
      "dear is beaten: best is better, for 40.0 g CO₂e (26.7 to 60.0) against 100 g CO₂e (66.7 to 150).",
    ]);
    expect(plain(groupSentence(group, SHOWN))).toBe(
      "best reaches accuracy 0.98 for 40.0 g CO₂e (26.7 to 60.0) of training; cheap reaches 0.9 for 1.00 g CO₂e (0.667 to 1.50).",
    );
  });

  it("says that the best takes least only where that is known of all that it beats", () => {
    const sentence = (grams: number): string | undefined => {
      const [group] = qualityGroups(
        [model("best", 10, { value: 0.98 }), model("worse", grams, { value: 0.9 })],
        SHOWN,
      ).groups;
      return group === undefined ? undefined : plain(groupSentence(group, SHOWN));
    };
    expect(sentence(100)).toMatch(/of 2 models it is the best, and takes least\.$/u);
    expect(sentence(11)).toMatch(/of 2 models it is the best, and whether it takes least is not known\.$/u);
  });

  it("turns round where lower is better", () => {
    const models = [
      model("a", 1, { metric: "wer", better: "lower", value: 9 }),
      model("b", 2, { metric: "wer", better: "lower", value: 7 }),
      model("c", 3, { metric: "wer", better: "lower", value: 8 }),
    ];
    const [group] = qualityGroups(models, SHOWN).groups;
    expect(group?.front.map(({ name }) => name)).toEqual(["a", "b"]);
  });

  it("leaves out what has no figure, and does not take it for 0", () => {
    const { groups, without } = qualityGroups([model("a", 1, {})], { of: "co2e", cost: "inference" });
    expect(groups).toEqual([]);
    expect(without.map(plain)).toEqual(["a (what its inferences take is not known)"]);
  });
});

it("tells a score with its interval where it is said of how many examples it is", () => {
  const [group] = qualityGroups([model("a", 1, { value: 0.963, n: 2000 })], SHOWN).groups;
  if (group === undefined) throw new Error("there is no group");
  expect(plain(groupSentence(group, SHOWN))).toContain("a reaches accuracy 0.963 (0.9554 to 0.9693) for");
  const near = [model("a", 1, { value: 0.962, n: 2000 }), model("b", 2, { value: 0.96, n: 2000 })];
  const [both] = qualityGroups(near, SHOWN).groups;
  expect(both?.beaten.map((one) => plain(beatenText(one, SHOWN)))).toEqual([
    expect.stringContaining("a is as good within what chance makes of their scores, for"),
  ]);
});

describe("the last of a training", () => {
  const rated = (quality: object) => {
    const [group] = qualityGroups([model("a", 100, quality)], SHOWN).groups;
    const [only] = group?.models ?? [];
    if (only === undefined) throw new Error("there is no model");
    return only;
  };

  it("is told with what it bought", () => {
    const one = rated({ value: 0.98, at_50_percent: 0.95, at_90_percent: 0.975 });
    expect(plain(lastPartText(one, SHOWN))).toBe(
      "a: the last 10 % (10.0 g CO₂e (6.67 to 15.0)) brought accuracy from 0.975 to 0.98; half of it had reached 0.95.",
    );
    expect(courseOf(one)).toEqual([
      { at: 0.5, x: 50, y: 0.95 },
      { at: 0.9, x: 90, y: 0.975 },
    ]);
  });

  it("may have bought what is chance", () => {
    const few = rated({ value: 0.963, at_90_percent: 0.958, n: 2000 });
    expect(lastPartText(few, SHOWN)).toContain(
      "brought accuracy from 0.958 to 0.963, which may be chance: it was read from 2,000 examples",
    );
    const many = rated({ value: 0.963, at_90_percent: 0.9, n: 2000 });
    expect(lastPartText(many, SHOWN)).not.toContain("chance");
  });

  it("may have bought nothing, or less than nothing", () => {
    expect(lastPartText(rated({ value: 0.98, at_90_percent: 0.98 }), SHOWN)).toContain("brought nothing");
    const worse = rated({ better: "lower", value: 8, at_90_percent: 7 });
    expect(lastPartText(worse, SHOWN)).toContain("brought nothing: accuracy went from 7 to 8");
  });

  it("is not told where a training told no course", () => {
    expect(lastPartText(rated({}), SHOWN)).toBeUndefined();
    expect(courseOf(rated({}))).toEqual([]);
  });
});
