/**
 * Idle time as it goes on the wire.
 * @module
 */
import type { IdleTotal } from "@gramme/core";
import type { WireApiIdle } from "@gramme/core/wire";
import { wireQuantity } from "@gramme/core/wire";
import { KWH, wireDoubt } from "./figures.ts";
import type { ProfileTime } from "./idle-hours.ts";
import { knownUntil } from "./idle-spans.ts";
import { MICROSECONDS_PER_HOUR } from "./idle-words.ts";
import { HOUR_MS, type Period } from "./period.ts";

type Impacts = NonNullable<WireApiIdle["total"]>;

/** Idle time of one profile. */
export function wireIdleProfile(
  profile: string,
  time: ProfileTime,
  total: IdleTotal,
  period: Period,
): WireApiIdle["profiles"][number] {
  const { deployedUs, busyUs, idleUs, overUs, stretches, inferences } = time;
  const endMs = Math.min(period.to * HOUR_MS, knownUntil(period));
  return {
    profile,
    tier: total.tier,
    stretches: stretches.map(({ of: { counted, stands, idle, fromMs, toMs } }) => ({
      counted,
      stands: stands.version,
      power_w: idle.power_w,
      instances: idle.instances ?? 1,
      from: new Date(Math.max(fromMs, period.from * HOUR_MS)).toISOString(),
      to: new Date(Math.min(toMs, endMs)).toISOString(),
    })),
    deployed_h: deployedUs / MICROSECONDS_PER_HOUR,
    busy_h: busyUs / MICROSECONDS_PER_HOUR,
    idle_h: idleUs / MICROSECONDS_PER_HOUR,
    over_h: overUs / MICROSECONDS_PER_HOUR,
    utilisation: 1 - idleUs / deployedUs,
    inferences,
    ...wireImpacts(total),
    per_1000: inferences === 0 ? null : wireImpacts(total, 1000 / inferences),
    doubt: wireDoubt(total.co2e),
  };
}

/** Energy, CO2e and water of idle time; `by` is 1000 ÷ inferences for what it adds to 1000 of them. */
export function wireImpacts({ energy, co2e, water }: IdleTotal, by = 1): Impacts {
  return {
    energy_kwh: wireQuantity(energy, KWH * by),
    co2e_g: wireQuantity(co2e, by),
    water_l: wireQuantity(water, by),
  };
}
