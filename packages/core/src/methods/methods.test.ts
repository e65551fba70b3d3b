import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BARE } from "./answer.fixture.ts";
import { METHODS } from "./index.ts";
import type { MethodInput } from "./method.ts";

describe("METHODS", () => {
  it("have an id of their own, a version, and a public source", () => {
    const ids = METHODS.map(({ id }) => id);
    expect(ids).toEqual(["green-algorithms", "codecarbon", "ecologits"]);
    for (const method of METHODS) {
      expect(method.id).toMatch(/^[a-z][a-z0-9-]*$/u);
      expect(method.version).toMatch(/^\d+(\.\d+)+$/u);
      expect(method.citation.title).not.toBe("");
      expect(method.citation.url).toMatch(/^https:\/\//u);
      expect(method.citation.licence).not.toBe("");
      expect(method.counts).not.toBe("");
    }
  });

  const amount = fc.double({ min: 1e-3, max: 1e5, noNaN: true });
  const usage = fc.double({ min: 0, max: 1, noNaN: true });
  const input: fc.Arbitrary<MethodInput> = fc
    .record(
      {
        cpu: fc.record({ cores: amount, usage, tdpPerCoreW: amount }, { requiredKeys: ["cores", "usage"] }),
        gpu: fc.record({ count: amount, usage, tdpW: amount }, { requiredKeys: ["count", "usage"] }),
        pue: fc.double({ min: 1, max: 3, noNaN: true }),
        wueLPerKwh: usage,
        tokens: fc.record(
          { outputTokens: amount, activeParamsB: amount, totalParamsB: amount, latencyS: amount },
          { requiredKeys: ["outputTokens", "activeParamsB", "totalParamsB"] },
        ),
      },
      { requiredKeys: [] },
    )
    .chain((said) =>
      fc.tuple(amount, amount, amount).map(([durationH, memoryGb, gridGPerKwh]) => ({
        ...BARE,
        durationH,
        memoryGb,
        gridGPerKwh,
        ...said,
      })),
    );

  it("never throw, and answer with figures or with a reason", () => {
    fc.assert(
      fc.property(fc.constantFrom(...METHODS), input, (method, run) => {
        const answer = method.apply(run);
        const said = answer.applies
          ? [answer.figures.energyKwh, answer.figures.co2eG, ...Object.values(answer.figures.also ?? {})]
          : [answer.whyNot.length];
        expect(said.filter((n) => !Number.isFinite(n) || n < 0)).toEqual([]);
        expect(answer.applies || answer.whyNot !== "").toBe(true);
      }),
    );
  });

  it("give carbon as energy × the grid that all are given", () => {
    fc.assert(
      fc.property(fc.constantFrom(...METHODS), input, (method, run) => {
        const answer = method.apply(run);
        fc.pre(answer.applies);
        expect(answer.figures.co2eG).toBe(answer.figures.energyKwh * run.gridGPerKwh);
      }),
    );
  });
});
