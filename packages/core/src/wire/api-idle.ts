/**
 * Idle time of what is served, beside the figures of requests: in none of them, and told by profile (M58).
 * @module
 */
import { z } from "zod";
import { SOURCE_TIERS } from "../energy/tier.ts";
import { ApiDoubt } from "./api-figures.ts";
import { Quantity } from "./quantity.ts";

const hours = z.number().min(0);
const impacts = { energy_kwh: Quantity, co2e_g: Quantity, water_l: Quantity };

/** A stretch of time in which one version of a profile said what its machines draw while they wait. */
const Stretch = z.strictObject({
  /** Version under which requests were counted meanwhile. */
  counted: z.int(),
  /** Version that stands for it: the same, or the one that puts it right. */
  stands: z.int(),
  power_w: z.number().describe("W of one waiting machine, at the profile's own rung"),
  instances: z.number(),
  /** Cut by the period's ends and by now. */
  from: z.iso.datetime(),
  to: z.iso.datetime(),
});

/** Idle time of one profile's machines. `busy_h` + `idle_h` = `deployed_h` + `over_h`. */
const IdleProfile = z.strictObject({
  profile: z.string(),
  tier: z.enum(SOURCE_TIERS).describe("how the power is known; the least sure of the stretches"),
  stretches: z.array(Stretch),
  deployed_h: hours.describe("machine-hours that stood in the period, up to now"),
  busy_h: hours.describe("fair share of time (M50) of the profile's requests, machine-hours"),
  idle_h: hours.describe("machine-hours in which nothing was in flight"),
  over_h: hours.describe("of busy_h: what does not fit into the hours that stood; idle is 0 there"),
  utilisation: z
    .number()
    .min(0)
    .max(1)
    .nullable()
    .describe("1 − idle_h ÷ deployed_h; null where nothing stood"),
  inferences: z.int().min(0).describe("answered under the profile in this time"),
  ...impacts,
  per_1000: z
    .strictObject(impacts)
    .nullable()
    .describe("what idle time adds to 1000 inferences under the profile; null where there were none"),
  doubt: z.array(ApiDoubt),
});

/** Idle time over a period, at the boundary that was asked for. It is in no other figure of the answer. */
export const ApiIdle = z
  .strictObject({
    /** Profiles that say their idle power, most energy first. One that nobody asked is among them. */
    profiles: z.array(IdleProfile),
    /** Of all of them; their intervals share doubt, and do not add up. Null where there are none. */
    total: z.strictObject(impacts).nullable(),
    /** Profiles that answered in the period and say nothing of idle power: their idle time is in no figure at all. */
    not_said: z.array(z.string()),
    /** Profiles whose idle time is known, and does not belong here. */
    left_out: z.array(z.strictObject({ profile: z.string(), why: z.string() })),
  })
  .meta({ id: "ApiIdle" });

/** Idle time, on the wire. */
export type WireApiIdle = z.output<typeof ApiIdle>;
