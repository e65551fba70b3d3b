import { describe, expect, it } from "vitest";
import { BOUNDARY_RUNGS } from "../energy/boundary.ts";
import { interval } from "../estimate/estimate.ts";
import type { WireProfileInput } from "../wire/profile.ts";
import { PLACE } from "./counters.fixture.ts";
import { idleClass, idleJoules, idleSum } from "./idle-sum.ts";
import type { ServedClass } from "./impacts.ts";
import { servedClass } from "./impacts.ts";
import { servedRate } from "./rate.ts";

const HOUR_US = 3_600_000_000;
type Power = Extract<WireProfileInput, { kind: "power" }>;
const input: Power = { kind: "power", power_w: 300, rung: "node", spread: 1.5, idle: { power_w: 100 } };
const gpu = { id: "gpu", version: 2, input };

function made(boundary: Parameters<typeof idleClass>[1], profile = gpu): ServedClass {
  const found = idleClass(profile, boundary, PLACE);
  if (found === undefined) throw new Error(`there is a way to ${boundary}`);
  return found;
}

describe("idle time", () => {
  it("is worked by hand: 100 W at node, 10 h, PUE 1.2, 100 g/kWh, 1 L/kWh", () => {
    const sum = idleSum();
    sum.add(made("facility"), 10 * HOUR_US);
    const { energy, co2e, water, tier, factors } = sum.total();
    expect(energy.value).toBeCloseTo(1.2 * 3.6e6, 3);
    expect(co2e.value).toBeCloseTo(120, 9);
    // 1 kWh at node · 1 L of cooling + 1.2 kWh · 3.9 L at power stations
    expect(water.value).toBeCloseTo(1 + 1.2 * 3.9, 6);
    expect(interval(co2e).high).toBeCloseTo(180, 6);
    expect(tier).toBe("rated");
    expect(factors.map(({ id }) => id)).toEqual(expect.arrayContaining(["stated/pue", "stated/grid"]));
  });

  it("is at least what it is at a narrower rung, and none at device", () => {
    const share = { ...gpu, input: { ...input, rung: "share" as const } };
    const joules = (["share", "node", "facility", "lifecycle"] as const).map((boundary) =>
      idleJoules(made(boundary, share), HOUR_US),
    );
    expect(joules).toEqual(joules.toSorted((a, b) => a - b));
    expect(joules[0]).toBeCloseTo(100 * 3600, 6);
    expect(idleClass(share, "device", PLACE)).toBeUndefined();
    const chip = { ...gpu, input: { ...input, rung: "device" as const } };
    for (const boundary of BOUNDARY_RUNGS) expect(idleClass(chip, boundary, PLACE)).toBeUndefined();
    expect(idleClass(gpu, "share", PLACE)).toBeUndefined();
    expect(idleClass({ ...gpu, input: { kind: "power", power_w: 300, rung: "node" } }, "node", PLACE)).toBe(
      undefined,
    );
  });

  it("shares its doubt with the profile's power at work: one hand stated both", () => {
    const waiting = made("facility").perJoule?.energy.spread;
    const rate = servedRate({ profile: gpu, task: "unknown", rung: "facility", place: PLACE });
    expect(waiting).toEqual(servedClass(rate, PLACE).perJoule?.energy.spread);
    const sum = idleSum();
    for (let n = 0; n < 100; n += 1) sum.add(made("node"), HOUR_US);
    const { energy } = sum.total();
    expect(interval(energy).high / energy.value).toBeCloseTo(1.5, 9);
  });

  it("takes the carbon of hours that were read live from their readings", () => {
    const of = made("node");
    const joules = idleJoules(of, HOUR_US);
    const sum = idleSum();
    sum.add(of, 2 * HOUR_US, { joules, co2e_g: 3, spread: { sources: {}, noise: 0 } });
    const { co2e, liveJoules } = sum.total();
    // one hour of 100 Wh by the reading, one by 100 g/kWh
    expect(co2e.value).toBeCloseTo(3 + 10, 9);
    expect(liveJoules).toBe(joules);
  });
});
