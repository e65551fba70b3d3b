/**
 * What every answer of a ledger's read side is made of. A figure is a quantity with its interval, at one boundary; where
 * nothing is known it is null, and `unknown` says of how many requests and why.
 * @module
 */
import { z } from "zod";
import { BOUNDARY_RUNGS } from "../energy/boundary.ts";
import { SOURCE_TIERS } from "../energy/tier.ts";
import { Quantity } from "./quantity.ts";
import { UsedFactor } from "./run-result.ts";

const whole = z.int().min(0);

/** Time that an answer is of: `from` <= t < `to`, in UTC, by the hour. */
export const ApiPeriod = z
  .strictObject({
    from: z.iso.datetime(),
    to: z.iso.datetime(),
    zone_of_time: z.literal("UTC"),
    /** Whether it reaches into time that is not over: its totals still grow. */
    partial: z.boolean(),
    /** Day whose factors and profiles were taken, where it was asked for. */
    as_of: z.iso.datetime().optional(),
  })
  .meta({ id: "ApiPeriod" });

/** Requests whose energy is not in a figure. */
export const ApiUnknown = z
  .strictObject({ reason: z.string(), text: z.string(), requests: z.number().min(0) })
  .meta({ id: "ApiUnknown" });

/** A source of doubt of the CO2e, and its share; shares of all add up to 1, of which the largest are listed. */
export const ApiDoubt = z
  .strictObject({ source: z.string(), meaning: z.string().optional(), share: z.number().min(0).max(1) })
  .meta({ id: "ApiDoubt" });

/** What some requests took, at one boundary. */
export const ApiFigures = z
  .strictObject({
    inferences: whole.describe("answered requests, broken-off ones among them"),
    failed: whole.describe("requests without an answer: no inferences, but their time counts"),
    aborted: whole,
    tokens: z.strictObject({ input: whole, output: whole, requests: whole }).nullable(),
    /** Means over the requests whose time is known. */
    time: z
      .strictObject({
        requests: whole,
        duration_ms: z.number(),
        in_flight: z.number().describe("mean of the requests in flight at once (M50)"),
        first_byte_ms: z.number().optional(),
      })
      .nullable(),
    boundary: z.enum(BOUNDARY_RUNGS),
    tier: z.enum(SOURCE_TIERS).nullable().describe("how the energy is known: that of the least sure part"),
    tiers: z.array(z.strictObject({ tier: z.enum(SOURCE_TIERS), requests: whole })),
    /** Requests whose energy is in the figures. */
    known_requests: whole,
    unknown: z.array(ApiUnknown),
    energy_kwh: Quantity.nullable(),
    co2e_g: Quantity.nullable(),
    water_l: Quantity.nullable(),
    adpe_kgsb: Quantity.nullable(),
    pe_mj: Quantity.nullable(),
    /** Per 1000 inferences of those whose energy is known. */
    per_1000: z.strictObject({ energy_kwh: Quantity, co2e_g: Quantity, water_l: Quantity }).nullable(),
    doubt: z.array(ApiDoubt),
    /** Production of the hardware, by share of its life; in `co2e_g` at `lifecycle` only. */
    production: z.strictObject({ co2e_g: Quantity, inferences: whole }).nullable(),
  })
  .meta({ id: "ApiFigures" });

/** That a figure is another than was said before. */
export const ApiRestated = z
  .discriminatedUnion("what", [
    z.strictObject({
      what: z.literal("profile"),
      id: z.string(),
      /** Version under which requests were counted. */
      counted: z.int(),
      /** Version that stands for it since `at`. */
      stands: z.int(),
      at: z.iso.datetime(),
    }),
    z.strictObject({
      what: z.literal("factor"),
      id: z.string(),
      unit: z.string(),
      before: z.number(),
      now: z.number(),
      at: z.iso.datetime(),
    }),
  ])
  .meta({ id: "ApiRestated" });

/** What an answer rests on. */
export const ApiGround = z
  .strictObject({
    /** Of the place where it was used; no offset, no certificate, no market-based figure. */
    accounting: z.literal("location-based"),
    grid: z.strictObject({
      asked: z.enum(["annual", "hourly"]),
      /** Share of the energy whose hour's intensity was read live; null where it was not asked for. */
      live_share: z.number().min(0).max(1).nullable(),
    }),
    factors: z.array(UsedFactor),
    assumptions: z.array(z.strictObject({ code: z.string(), text: z.string() })),
    restated: z.array(ApiRestated),
    not_counted: z.array(z.string()),
  })
  .meta({ id: "ApiGround" });

/** How complete the count is. */
export const ApiIntake = z
  .strictObject({
    /** Newest hour that holds requests. */
    newest_hour: z.iso.datetime().nullable(),
    /** When a producer that numbers its batches was last heard, as the book knows. */
    last_heard: z.iso.datetime().nullable(),
    /** Events that producers said they had to give up, since the beginning. They are in no figure. */
    lost_events: whole,
    losing_producers: whole,
  })
  .meta({ id: "ApiIntake" });

/** Labels that answers can be split by. */
export const API_GROUPINGS = [
  "phase",
  "modality",
  "task",
  "model",
  "model_version",
  "route",
  "profile",
  "zone",
  "timing",
] as const;
/** A label that answers can be split by. */
export type ApiGrouping = (typeof API_GROUPINGS)[number];

/** Figures of some requests, on the wire. */
export type WireApiFigures = z.output<typeof ApiFigures>;
/** What an answer rests on, on the wire. */
export type WireApiGround = z.output<typeof ApiGround>;
/** A restatement, on the wire. */
export type WireApiRestated = z.output<typeof ApiRestated>;
/** Completeness, on the wire. */
export type WireApiIntake = z.output<typeof ApiIntake>;
/** A period, on the wire. */
export type WireApiPeriod = z.output<typeof ApiPeriod>;
