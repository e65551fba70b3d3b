/**
 * Processors for the tests of the energy ladder, with figures that a hand can multiply.
 * @module
 */
import { exact, uncertain } from "../estimate/estimate.ts";
import type { Factor } from "../factor.ts";
import { statedFactor } from "../factor.ts";
import { joules, seconds, watts } from "../units.ts";
import type { MeteredProcessor, ModelledProcessor, ProcessorPower } from "./work.ts";

/** Source of the doubt of both powers. */
export const CURVE: Factor<"W"> = statedFactor("curve", 8, "W", 1.5);

/** 8 W busy and 1 W idle a thread. */
export function threadPower(at: "plug" | "chip"): ProcessorPower {
  return {
    idle: uncertain(watts(1), CURVE.id, CURVE.spread),
    busy: uncertain(watts(8), CURVE.id, CURVE.spread),
    at,
    tier: at === "plug" ? "modelled" : "rated",
    factors: [CURVE],
    assumptions: [{ code: "cpu-by-family", text: "a family" }],
  };
}

/** A processor that was busy for `busy` of `allocated` unit-seconds. */
export function modelled(power: ProcessorPower, busy: number, allocated: number): ModelledProcessor {
  return { kind: "modelled", power, busy: exact(seconds(busy)), allocated: exact(seconds(allocated)) };
}

/** A processor whose meter read so many joules. */
export function metered(energy: number): MeteredProcessor {
  return {
    kind: "metered",
    energy: exact(joules(energy)),
    factors: [statedFactor("meter", 1, "1")],
    assumptions: [{ code: "meter-includes-idle", text: "idle is in the reading" }],
  };
}
