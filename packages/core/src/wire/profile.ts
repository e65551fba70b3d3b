/**
 * Profiles: how the energy of a model or route is known at the edge. A version never changes; a new one holds from then
 * on, or, where it `corrects` an earlier one, in its place for all history.
 * @module
 */
import { z } from "zod";
import { BOUNDARY_RUNGS } from "../energy/boundary.ts";
import { SiteRequest } from "./estimate-request.ts";
import { EmbodiedFigures } from "./run-result.ts";
import { Quantity } from "./quantity.ts";

/** J and W of one request or machine: what is above is a slip of units, and would make sums infinite. */
const positive = z.number().positive().max(1e12);
const perToken = z.number().nonnegative().max(1e9);
const rung = z
  .enum(BOUNDARY_RUNGS)
  .exclude(["lifecycle"])
  .describe("what the figure counts: device, share, node, facility");
const spread = z.number().min(1).max(100).optional().describe("multiplicative 90 % factor; 2 when not said");
const text = z
  .string()
  .min(1)
  .max(500)
  .regex(/^\P{Cc}*$/u, "wants one line");

const shared = {
  /** Where the work runs; what is not said is assumed, and listed as assumed. */
  site: SiteRequest.optional(),
  /** What it runs on and where the figure comes from, for people. */
  note: text.optional(),
  /** Version that this one puts right, for all that was ever counted under it. */
  corrects: z.int().positive().optional(),
};

/** Energy of one inference, stated. Tier `declared`. */
const PerInference = z.strictObject({
  kind: z.literal("per-inference"),
  energy_j: positive.describe("J per inference"),
  rung,
  spread,
  ...shared,
});

/** Energy of one inference as a bench run measured it. The run must be in the ledger; the tier is the run's. */
const Calibrated = z.strictObject({
  kind: z.literal("calibrated"),
  /** Key of the run: `owner/name/7/1/-`, or `local/…`. */
  run: z.string().min(1).max(300),
  /** Which of its workloads. */
  workload: z.string().min(1).max(64),
  ...shared,
});

const instant = z.iso.datetime({ offset: true }).optional();

/** What machines draw while they stand and nothing is in flight (M58), at the rung of their profile. */
export const IdlePower = z
  .strictObject({
    power_w: positive.describe("W of one machine while nothing is in flight; at most power_w of the profile"),
    instances: z
      .number()
      .positive()
      .max(1e6)
      .optional()
      .describe("machines that stand, a mean where their number changes; 1 when not said"),
    since: instant.describe("when they began to stand; when the version was made, where not said"),
    until: instant.describe("when they ceased to; until a later version holds, where not said"),
  })
  .describe(
    "what machines draw while they wait. One profile for all that a machine serves: said in two, its idle time counts twice",
  );

/** Power while it works, shared among the requests in flight (M50). Tier `rated`, or `modelled` where said. */
const Power = z.strictObject({
  kind: z.literal("power"),
  power_w: positive.describe("W of one machine while at least one request is in flight"),
  rung,
  idle: IdlePower.optional(),
  tier: z.enum(["metered", "modelled", "rated", "declared"]).optional().describe("rated when not said"),
  spread,
  ...shared,
});

/** Energy by tokens. Tier `tokens`. */
const Tokens = z.strictObject({
  kind: z.literal("tokens"),
  j_per_input_token: perToken,
  j_per_output_token: perToken,
  j_per_request: perToken.optional(),
  rung,
  spread,
  ...shared,
});

/** Published rate of the task (M24). Tier `declared`, and wide. */
const ReferenceRate = z.strictObject({ kind: z.literal("reference-rate"), ...shared });

/** The sender meters and sends `energy_uj` itself. Tier `metered`. */
const Metered = z.strictObject({
  kind: z.literal("metered"),
  rung,
  meter: text.describe("what reads it: NVML, RAPL, a wall meter"),
  spread: z.number().min(1).max(100).optional().describe("multiplicative 90 % factor; 1.1 when not said"),
  ...shared,
});

/** A profile as people state it: `PUT /v1/profiles/:id`. */
export const ProfileInput = z.discriminatedUnion("kind", [
  PerInference,
  Calibrated,
  Power,
  Tokens,
  ReferenceRate,
  Metered,
]);

/** What a bench run says of one inference, as it is kept with a calibrated profile. */
export const Calibration = z.strictObject({
  /** Energy of one inference at every rung, J. */
  energy_j: z.record(z.enum(BOUNDARY_RUNGS), Quantity),
  tier: z.string(),
  /** Production of the hardware, per inference. */
  embodied: EmbodiedFigures,
  /** Sources of the energy's doubt with their shares, for what profiles of one machine share. */
  doubt: z.array(z.strictObject({ source: z.string(), share: z.number() })),
  /** CPU time of one inference as the run counted it, ms: what served ones are held against. */
  cpu_ms: z.number().positive().optional(),
  commit: z.string().optional(),
  measured_at: z.string(),
});

/** A profile as the ledger keeps it. */
export const Profile = z.strictObject({
  id: z.string(),
  version: z.int().positive(),
  created_at: z.iso.datetime(),
  input: ProfileInput,
  calibration: Calibration.optional(),
});

/** A stated profile on the wire. */
export type WireProfileInput = z.output<typeof ProfileInput>;
/** What a profile says of idle power, on the wire. */
export type WireIdlePower = z.output<typeof IdlePower>;
/** A kept profile on the wire. */
export type WireProfile = z.output<typeof Profile>;
/** What a bench run says of one inference, on the wire. */
export type WireCalibration = z.output<typeof Calibration>;
