import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { leastSure, SOURCE_TIERS, TIER_MEANING } from "./tier.ts";

describe("SOURCE_TIERS", () => {
  it("go from the surest to the least sure, each with its meaning", () => {
    expect(SOURCE_TIERS).toEqual(["metered", "modelled", "rated", "tokens", "declared"]);
    expect(Object.keys(TIER_MEANING)).toEqual([...SOURCE_TIERS]);
  });
});

describe("leastSure", () => {
  it("is declared of nothing, and the tier itself of one", () => {
    expect(leastSure([])).toBe("declared");
    for (const tier of SOURCE_TIERS) expect(leastSure([tier])).toBe(tier);
  });

  it("takes the worst, in any order", () => {
    expect(leastSure(["metered", "rated"])).toBe("rated");
    expect(leastSure(["rated", "metered", "modelled"])).toBe("rated");
    expect(leastSure(["tokens", "metered"])).toBe("tokens");
  });

  it("is one of the tiers, and no other of them is less sure", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...SOURCE_TIERS), { minLength: 1 }), (tiers) => {
        const worst = leastSure(tiers);
        expect(tiers).toContain(worst);
        const order = SOURCE_TIERS.indexOf(worst);
        expect(tiers.every((tier) => SOURCE_TIERS.indexOf(tier) <= order)).toBe(true);
      }),
    );
  });
});
