import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { WireConsequenceEffect } from "../wire/consequences.ts";
import { pathText } from "../wire/issue.ts";
import { checkConsequences } from "./check-consequences.ts";
import { anyEffects, consequences, effect } from "./consequences.fixture.ts";
import { CONSEQUENCE_UNITS, unitsOf } from "./unit.ts";

const SIZE = { low: 1, mid: 2, high: 4, unit: "kg CO2e per year" };
const DOI = "10.1234/abc";

/** `path: message` of all that is wrong. */
function wrong(input: unknown): readonly string[] {
  const checked = checkConsequences(input);
  return checked.ok ? [] : checked.issues.map(({ path, message }) => `${pathText(path)}: ${message}`);
}

function wrongWith(...changes: readonly Partial<WireConsequenceEffect>[]): readonly string[] {
  return wrong(consequences(changes.map((change, index) => effect({ id: `e${index}`, ...change }))));
}

test("what holds is given back as it is", () => {
  const whole = consequences();
  expect(checkConsequences(whole)).toEqual({ ok: true, value: whole });
});

test("every tree that is drawn right holds, in whatever order it stands", () => {
  fc.assert(
    fc.property(anyEffects, (effects) => {
      expect(wrong(consequences(effects))).toEqual([]);
    }),
  );
});

describe("form", () => {
  test.each([
    [
      "no reference scenario",
      { reference_scenario: undefined },
      "an effect is one against what would be without",
    ],
    ["a tier that is none", { tier: 4 }, "tier: wants 1, 2 or 3, found 4"],
    ["a key too many", { total: 12 }, 'total: unknown key "total"'],
    [
      "another schema",
      { schema: "consequences/2" },
      'schema: wants one of consequences/1, found "consequences/2"',
    ],
    ["a total among the effects", { effects: [{ ...effect(), total: 1 }] }, 'unknown key "total"'],
    [
      "a negative size",
      { effects: [effect({ estimate: { ...SIZE, low: -1 } })] },
      "low: wants a number >= 0",
    ],
    ["infinity", { effects: [effect({ estimate: { ...SIZE, high: Infinity } })] }, "high: wants a number"],
    [
      "a size per hour",
      { effects: [effect({ estimate: { ...SIZE, unit: "kg CO2e per hour" } })] },
      "per year or per functional unit",
    ],
    ["a script for a source", { effects: [effect({ source: "javascript:alert(1)" })] }, "wants an address"],
    ["orders to a terminal", { effects: [effect({ text: "\u001B[2J" })] }, "without control characters"],
    ["blanks for a text", { effects: [effect({ text: "  " })] }, "wants words"],
    ["an order that is none", { effects: [{ ...effect(), order: 1 }] }, "order: wants 2 or 3, found 1"],
  ])("%s is refused", (_, change, words) => {
    expect(wrong({ ...consequences(), ...change }).join("\n")).toContain(words);
  });

  test("is told with what rules find beside it", () => {
    expect(wrong({ ...consequences([effect({ parent: "e9" })]), tier: 4 })).toEqual([
      "tier: wants 1, 2 or 3, found 4",
      expect.stringContaining('effects[0].parent: there is no effect "e9"'),
    ]);
  });
});

describe("the whole", () => {
  test("wants an increase, or a reason why there is none", () => {
    const decrease = effect({ direction: "decreases" });
    expect(wrong(consequences([decrease]))).toEqual([
      expect.stringContaining("effects: no effect increases an impact; name one"),
    ]);
    expect(wrong(consequences([effect({ direction: "unknown" })]))).toHaveLength(1);
    expect(wrong(consequences([decrease], { no_increase_because: "it is switched off at night" }))).toEqual(
      [],
    );
  });

  test("does not say both", () => {
    expect(wrong(consequences([effect()], { no_increase_because: "none" }))).toEqual([
      'no_increase_because: effect "e1" increases gwp; one of the two is wrong',
    ]);
  });

  test("wants a tree for tiers 1 and 2", () => {
    const reason = { no_increase_because: "nobody uses it yet" };
    expect(wrong(consequences([], { ...reason, tier: 1 }))).toEqual([
      "effects: tier 1 wants a consequence tree; without one it is tier 3",
    ]);
    expect(wrong(consequences([], { ...reason, tier: 3 }))).toEqual([]);
  });

  test("says why an alternative that was tried was not taken", () => {
    const { service } = consequences();
    const tried = { ...service, less_consuming_alternative: { tried: true } };
    expect(wrong(consequences([effect()], { service: tried }))).toEqual([
      "service.less_consuming_alternative.why_rejected: missing; it was tried, so say why it was not taken",
    ]);
    const untried = { ...service, less_consuming_alternative: { tried: false } };
    expect(wrong(consequences([effect()], { service: untried }))).toEqual([]);
  });
});

describe("the tree", () => {
  test("has ids once", () => {
    expect(wrongWith({}, { id: "e0" })).toEqual([
      'effects[1].id: "e0" is the id of effects[0] too; ids are unique',
    ]);
  });

  test("has parents that are there", () => {
    expect(wrongWith({ id: "less-fuel" }, { parent: "less-fule" })).toEqual([
      'effects[1].parent: there is no effect "less-fule"; did you mean "less-fuel"?',
    ]);
    expect(wrongWith({ parent: "constructor" })).toEqual([
      'effects[0].parent: there is no effect "constructor"; wants first_order or the id of an effect',
    ]);
  });

  test.each([
    ["one", [{ parent: "e0" }], ['effects[0].parent: "e0" cannot follow from itself']],
    [
      "three, told once, and not what hangs on them",
      [{ parent: "e2" }, { parent: "e0" }, { parent: "e1" }, { parent: "e2" }],
      [
        'effects[0].parent: goes round in a circle: "e0" follows from "e2" follows from "e1" follows from "e0"',
      ],
    ],
    [
      "two apart",
      [{ parent: "e1" }, { parent: "e0" }, { parent: "e3" }, { parent: "e2" }],
      [expect.stringContaining("effects[0].parent"), expect.stringContaining("effects[2].parent")],
    ],
  ])("has no circle of %s", (_, changes, issues) => {
    expect(wrongWith(...changes)).toEqual(issues);
  });

  test("has order 3 under order 2 or 3, and order 2 under neither", () => {
    expect(wrongWith({}, { order: 3, parent: "e0" }, { order: 3, parent: "e1" })).toEqual([]);
    expect(wrongWith({ order: 3 })).toEqual([
      "effects[0].parent: an effect of order 3 follows from one of order 2, not from the service itself (first_order)",
    ]);
    expect(wrongWith({}, { order: 3, parent: "e0" }, { order: 2, parent: "e1" })).toEqual([
      'effects[2].parent: an effect of order 2 cannot follow from "e1", which is of order 3',
    ]);
  });
});

describe("a figure", () => {
  const quantified = { estimate: SIZE, data_quality: "literature", source: DOI } as const;

  test("holds with a source, or as a judgement", () => {
    expect(wrongWith(quantified)).toEqual([]);
    expect(wrongWith({ estimate: SIZE, data_quality: "expert" })).toEqual([]);
    expect(wrongWith({ ...quantified, estimate: { ...SIZE, low: 2, high: 2 } })).toEqual([]);
    expect(wrongWith({ ...quantified, estimate: { ...SIZE, low: 0, mid: 0, high: 0 } })).toEqual([]);
  });

  test.each([
    ["measured", "actual"],
    ["modelled", "potential"],
    ["literature", "potential"],
  ] as const)("that is %s has a source", (quality, actual) => {
    expect(wrongWith({ estimate: SIZE, data_quality: quality, actual_or_potential: actual })).toEqual([
      `effects[0].source: missing; a figure that is ${quality} has a source (URL or DOI)`,
    ]);
  });

  test("about which nothing is known is made up", () => {
    expect(wrongWith({ estimate: SIZE, data_quality: "none", source: DOI })).toEqual([
      expect.stringContaining("effects[0].data_quality: a figure that nothing is known about is made up"),
    ]);
  });

  test("has its ends in order", () => {
    expect(wrongWith({ ...quantified, estimate: { ...SIZE, mid: 5 } })).toEqual([
      expect.stringContaining(
        "effects[0].estimate: wants low <= mid <= high, found 1, 5, 4; figures are sizes",
      ),
    ]);
    expect(wrongWith({ ...quantified, estimate: { ...SIZE, low: 3 } })).toHaveLength(1);
  });

  test("is in a unit of its indicator", () => {
    expect(wrongWith({ ...quantified, indicator: "water" })).toEqual([
      expect.stringContaining(
        'effects[0].estimate.unit: "kg CO2e per year" is no unit of water; wants one of L per year',
      ),
    ]);
    expect(wrongWith({ ...quantified, estimate: { ...SIZE, unit: "kgCO2e per year" } })).toEqual([
      expect.stringContaining('did you mean "kg CO2e per year"?'),
    ]);
    for (const indicator of Object.keys(CONSEQUENCE_UNITS) as WireConsequenceEffect["indicator"][]) {
      for (const unit of unitsOf(indicator)) {
        expect(wrongWith({ ...quantified, indicator, estimate: { ...SIZE, unit } })).toEqual([]);
      }
    }
  });

  test("of an unknown direction is two branches", () => {
    expect(wrongWith({}, { ...quantified, direction: "unknown" })).toEqual([
      expect.stringContaining("effects[1].direction: a size needs a direction"),
    ]);
  });

  test("that was measured took place, and is there", () => {
    expect(wrongWith({ ...quantified, data_quality: "measured" })).toEqual([
      expect.stringContaining("effects[0].actual_or_potential: what was measured took place"),
    ]);
    expect(wrongWith({ data_quality: "measured", actual_or_potential: "actual" })).toEqual([
      "effects[0].estimate: missing; data_quality says that it was measured",
    ]);
  });
});

describe("of a file with many faults", () => {
  test("rules are held against what is in form, beside what is not", () => {
    const whole = consequences([
      effect({ id: "a", parent: "nowhere" }),
      effect({ id: "b", estimate: { ...SIZE, low: 9 }, data_quality: "expert" }),
      { ...effect({ id: "c" }), mechanism: "magic" } as unknown as WireConsequenceEffect,
    ]);
    const { reference_scenario: _, ...without } = whole;
    const told = wrong({
      ...without,
      service: { ...whole.service, less_consuming_alternative: { tried: true } },
    });
    for (const path of [
      "reference_scenario: ",
      "effects[2].mechanism: ",
      "service.less_consuming_alternative.why_rejected: ",
      "effects[0].parent: ",
      "effects[1].estimate: ",
    ]) {
      expect(told).toContainEqual(expect.stringContaining(path));
    }
    expect(told).toHaveLength(5);
  });

  test("no rule is told of what cannot be read", () => {
    for (const input of [null, 1, [], {}, { effects: null }, { effects: [null, 1] }]) {
      for (const line of wrong(input)) expect(line).not.toMatch(/no effect increases|there is no effect/u);
    }
    // an effect that is out of form may be the parent of another, and the increase that is wanted
    const broken = { ...effect({ id: "a" }), direction: "up" } as unknown as WireConsequenceEffect;
    expect(wrong(consequences([broken, effect({ id: "b", parent: "a", direction: "decreases" })]))).toEqual([
      expect.stringContaining("effects[0].direction"),
    ]);
  });
});
