import { describe, expect, it } from "vitest";
import { interval } from "../estimate/estimate.ts";
import { TASKS } from "../task/task.ts";
import { counters, PLACE, STATED } from "./counters.fixture.ts";
import { servedPlace } from "./place.ts";
import type { ServedProfile } from "./rate.ts";
import { servedEnergy } from "./served-energy.ts";

const [EACH, POWER, TOKENS, METER] = STATED as readonly [
  ServedProfile,
  ServedProfile,
  ServedProfile,
  ServedProfile,
];
const ask = { task: "text-generation", rung: "facility", place: PLACE } as const;

describe("energy of served requests", () => {
  it("is J per inference × inferences, raised to the facility", () => {
    const { energy, covered, unknown, tier } = servedEnergy(
      { ...ask, profile: EACH },
      counters({ count: 1000, failed: 10 }),
    );
    // 2 J at share · 1.37 (M6) · 1.2 (PUE) = 3.288 J each
    expect(energy?.value).toBeCloseTo(3288, 9);
    // √(ln 1.5² + ln 1.1²) = √(0.164402 + 0.009084) = 0.416516; e^0.416516 = 1.516668
    expect(interval(energy ?? fail()).low).toBeCloseTo(3288 / 1.516668, 2);
    expect(Object.keys(energy?.spread.sources ?? {})).toEqual(
      expect.arrayContaining(["profile/each@1", "node/overhead"]),
    );
    expect({ covered, tier }).toEqual({ covered: 1000, tier: "declared" });
    // the profile says nothing of a request that failed
    expect(unknown).toEqual([{ reason: "failed-request", requests: 10 }]);
  });

  it("is W × fair share of time, failed requests' time included", () => {
    const cell = counters({
      count: 90,
      failed: 10,
      timed: 80,
      alone: 5,
      duration_us: 7_200_000_000,
      share_us: 3_600_000_000,
    });
    const answer = servedEnergy({ ...ask, profile: POWER }, cell, "wall-io");
    // 100 W · 3600 s = 360 kJ at node · 1.2 = 432 kJ = 0.12 kWh
    expect(answer.energy?.value).toBeCloseTo(432_000, 6);
    expect(answer.tier).toBe("rated");
    expect(answer.unknown).toEqual([{ reason: "time-unknown", requests: 20 }]);
    const codes = answer.assumptions.map(({ code }) => code);
    expect(codes).toEqual(
      expect.arrayContaining(["in-flight-unknown", "time-between-io", "profile-spread-default"]),
    );
    expect(answer.assumptions[0]?.text).toMatch(/^of 5 inferences .* upper bound/u);
  });

  it("is J per token × tokens, and not known of requests that told none", () => {
    const cell = counters({ count: 12, tokened: 10, input_tokens: 1000, output_tokens: 200 });
    const { energy, unknown } = servedEnergy({ ...ask, profile: TOKENS }, cell);
    // 0.01 · 1000 + 0.3 · 200 + 2 · 10 = 90 J
    expect(energy?.value).toBeCloseTo(90, 9);
    expect(unknown).toEqual([{ reason: "tokens-unknown", requests: 2 }]);
  });

  it("is what a meter told", () => {
    const cell = counters({ count: 5, metered: 4, energy_uj: 5_000_000_000 });
    const { energy, tier, unknown } = servedEnergy({ ...ask, rung: "node", profile: METER }, cell);
    expect(energy?.value).toBe(5000);
    // 1.1 where the meter's own was not said
    expect(interval(energy ?? fail()).high).toBeCloseTo(5500, 6);
    expect({ tier, unknown }).toEqual({
      tier: "metered",
      unknown: [{ reason: "not-metered", requests: 1 }],
    });
  });

  it("tells of readings that its profile has no use for", () => {
    const { assumptions } = servedEnergy(
      { ...ask, profile: EACH },
      counters({ count: 5, metered: 3, energy_uj: 9 }),
    );
    expect(assumptions[0]).toMatchObject({ code: "reading-unused", text: expect.stringMatching(/^3 /u) });
  });

  it("is a published rate where no profile says it", () => {
    const { energy, tier, assumptions, factors } = servedEnergy(ask, counters({ count: 1000 }));
    // 0.00998 kWh per 1000 at share · 1.37 · 1.2 = 0.016407 kWh
    expect((energy?.value ?? 0) / 3.6e6).toBeCloseTo(0.00998 * 1.37 * 1.2, 9);
    expect(tier).toBe("declared");
    expect(assumptions.map(({ code }) => code)).toContain("published-rate");
    expect(factors.map(({ id }) => id)).toEqual([
      "rate/luccioni-2024/text-generation/share",
      "rate/transfer",
      "node/overhead",
      "stated/pue",
    ]);
  });

  it("takes another study's rate only where the first cannot be had at the rung", () => {
    const { factors } = servedEnergy({ ...ask, rung: "device" }, counters({ count: 1 }));
    expect(factors[0]?.id).toBe("rate/ml-energy-2026/chat/device");
  });

  it("is never less at a wider rung, for all tasks that have a published rate", () => {
    for (const task of TASKS) {
      const at = (["share", "node", "facility"] as const).map(
        (rung) => servedEnergy({ ...ask, task, rung }, counters({ count: 1 })).energy?.value ?? 0,
      );
      expect(at).toEqual(at.toSorted((a, b) => a - b));
    }
  });

  it.each([
    [{ ...ask, task: "unknown" }, "task-unknown"],
    [{ ...ask, task: "voice-activity-detection" }, "no-published-rate"],
    // only a device figure is published, and nobody can add the host to it
    [{ ...ask, task: "text-to-video" }, "not-at-this-rung"],
    [{ ...ask, profile: "missing" as const }, "profile-missing"],
    // nothing is ever lowered
    [{ ...ask, rung: "share" as const, profile: POWER }, "not-at-this-rung"],
  ])("is unknown, never 0 (%#)", (question, reason) => {
    const { energy, covered, unknown, tier } = servedEnergy(question, counters({ count: 7, failed: 1 }));
    expect({ energy, covered, tier }).toEqual({ energy: undefined, covered: 0, tier: undefined });
    expect(unknown).toEqual([{ reason, requests: 8 }]);
  });

  it("goes by the zone of the request where that is not the profile's place", () => {
    const profile = servedPlace({ zone: "FR", pue: 1.1 }, "");
    expect(servedPlace({ zone: "FR", pue: 1.1 }, "FRA").site.pue.value).toBe(profile.site.pue.value);
    const elsewhere = servedPlace({ zone: "FR", pue: 1.1 }, "DEU");
    expect(elsewhere.site.grid.id).toBe("grid/ember/DEU");
    // another place's PUE is not known
    expect(elsewhere.site.pue.id).toBe("pue/uptime/2024");
    expect(servedPlace(undefined, "ATLANTIS").assumptions.map(({ code }) => code)).toEqual(
      expect.arrayContaining(["zone-without-figure", "zone-unknown"]),
    );
  });
});

function fail(): never {
  throw new Error("there is no energy");
}
