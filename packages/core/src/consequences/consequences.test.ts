import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { WireConsequenceEffect } from "../wire/consequences.ts";
import { anyEffects, consequences, effect } from "./consequences.fixture.ts";
import * as room from "./index.ts";
import type { ConsequenceBranch } from "./tree.ts";

const { consequenceTree, effectColumn, mayBeShown, shareUnquantified, sourceAddress } = room;

function idsOf(branches: readonly ConsequenceBranch[]): readonly string[] {
  return branches.flatMap(({ effect: { id }, follows }) => [id, ...idsOf(follows)]);
}

/** Every estimate k times as large. */
function scaled(effects: readonly WireConsequenceEffect[], k: number): readonly WireConsequenceEffect[] {
  return effects.map((one) =>
    one.estimate === null
      ? one
      : {
          ...one,
          estimate: {
            ...one.estimate,
            low: one.estimate.low * k,
            mid: one.estimate.mid * k,
            high: one.estimate.high * k,
          },
        },
  );
}

describe("nothing here adds effects up", () => {
  test("what the room exports is known, and none of it is a total", () => {
    expect(Object.keys(room).toSorted()).toEqual([
      "CONSEQUENCE_UNITS",
      "DATA_QUALITIES",
      "FIRST_ORDER",
      "INDICATORS",
      "MECHANISMS",
      "checkConsequences",
      "consequenceTree",
      "effectColumn",
      "isForPublication",
      "mayBeShown",
      "shareUnquantified",
      "sourceAddress",
      "unitsOf",
    ]);
  });

  test("no answer depends on how large an effect is", () => {
    // whatever sums, nets or weighs moves when its parts do
    fc.assert(
      fc.property(anyEffects, fc.double({ min: 1.5, max: 1000, noNaN: true }), (effects, k) => {
        const [small, large] = [consequences(effects), consequences(scaled(effects, k))];
        expect(shareUnquantified(large)).toEqual(shareUnquantified(small));
        expect(idsOf(consequenceTree(large))).toEqual(idsOf(consequenceTree(small)));
        for (const [index, one] of effects.entries()) {
          const other = large.effects[index] ?? one;
          expect(effectColumn(other)).toBe(effectColumn(one));
          expect(mayBeShown(other, "badge", 1)).toBe(mayBeShown(one, "badge", 1));
        }
      }),
    );
  });

  test("what an answer holds of an effect is the effect itself, untouched", () => {
    fc.assert(
      fc.property(anyEffects, (effects) => {
        const given = new Set(effects);
        const own = (branches: readonly ConsequenceBranch[]): void => {
          for (const branch of branches) {
            expect(given.has(branch.effect)).toBe(true);
            expect(Object.keys(branch).toSorted()).toEqual(["depth", "effect", "follows"]);
            own(branch.follows);
          }
        };
        own(consequenceTree({ effects }));
      }),
    );
  });
});

describe("the tree", () => {
  test("holds every effect once, under its parent, one step deeper", () => {
    fc.assert(
      fc.property(anyEffects, (effects) => {
        const tree = consequenceTree({ effects });
        expect(idsOf(tree).toSorted()).toEqual(effects.map(({ id }) => id).toSorted());
        const look = (branches: readonly ConsequenceBranch[], parent: string, depth: number): void => {
          for (const branch of branches) {
            expect(branch.effect.parent).toBe(parent);
            expect(branch.depth).toBe(depth);
            look(branch.follows, branch.effect.id, depth + 1);
          }
        };
        look(tree, "first_order", 1);
      }),
    );
  });

  test("keeps siblings in the order of the file", () => {
    const effects = ["b", "a", "c"].map((id) => effect({ id }));
    expect(idsOf(consequenceTree({ effects }))).toEqual(["b", "a", "c"]);
  });

  test.each([
    ["a circle", [effect({ id: "a", parent: "b" }), effect({ id: "b", parent: "a" })]],
    ["an orphan", [effect(), effect({ id: "a", parent: "nobody" })]],
  ])("leaves nothing out unseen: %s is an error", (_, effects) => {
    expect(() => consequenceTree({ effects })).toThrow(expect.objectContaining({ code: "malformed-input" }));
  });
});

describe("share unquantified", () => {
  test("counts branches", () => {
    const size = { low: 1, mid: 1, high: 1, unit: "L per year" };
    const effects = [effect(), effect({ id: "e2" }), effect({ id: "e3", estimate: size })];
    expect(shareUnquantified({ effects })).toEqual({ unquantified: 2, branches: 3, share: 2 / 3 });
  });

  test("of nothing is no share", () => {
    expect(shareUnquantified({ effects: [] })).toEqual({ unquantified: 0, branches: 0, share: undefined });
  });
});

describe("what may be shown", () => {
  const QUALITIES = ["measured", "modelled", "literature", "expert", "none"] as const;

  test.each(["badge", "comment"] as const)("in a %s a decrease wants data behind it", (where) => {
    const shown = QUALITIES.filter((data_quality) =>
      mayBeShown(effect({ direction: "decreases", data_quality }), where, 2),
    );
    expect(shown).toEqual(["measured", "modelled", "literature"]);
    for (const data_quality of QUALITIES) {
      expect(mayBeShown(effect({ direction: "increases", data_quality }), where, 2)).toBe(true);
    }
  });

  test("of tier 3 only on a page", () => {
    const sure = effect({ direction: "increases", data_quality: "measured" });
    expect(["page", "badge", "comment"].map((where) => mayBeShown(sure, where as room.Place, 3))).toEqual([
      true,
      false,
      false,
    ]);
  });

  test("potential and actual, estimated and measured never share a column", () => {
    const estimate = { low: 1, mid: 1, high: 1, unit: "L per year" };
    expect(effectColumn(effect())).toBe("unquantified");
    expect(effectColumn(effect({ estimate, data_quality: "modelled" }))).toBe("potential");
    const actual = { estimate, actual_or_potential: "actual" } as const;
    expect(effectColumn(effect({ ...actual, data_quality: "modelled" }))).toBe("estimated");
    expect(effectColumn(effect({ ...actual, data_quality: "measured" }))).toBe("measured");
  });

  test("a source is an address of the web", () => {
    expect(sourceAddress("https://example.org/a")).toBe("https://example.org/a");
    expect(sourceAddress("doi:10.1234/abc")).toBe("https://doi.org/10.1234/abc");
    expect(sourceAddress("10.1234/abc")).toBe("https://doi.org/10.1234/abc");
  });
});
