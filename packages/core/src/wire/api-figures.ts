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

/**
 * A whole number. Sums above 2⁵³ are rounded to 16 digits, and `ground` says so (`count-rounded`): JSON has no more, and
 * an answer that is refused helps nobody.
 */
const whole = z.number().min(0).meta({ type: "integer" });
/** Of how many of `inferences` + `failed` something is known or not. */
const count = whole.describe(
  "of `inferences` + `failed`: an event of `count` n is n of them, however many requests brought them",
);

/** Time that an answer is of: `from` <= t < `to`, in UTC, by the hour. */
export const ApiPeriod = z
  .strictObject({
    from: z.iso.datetime(),
    to: z.iso.datetime(),
    zone_of_time: z.literal("UTC"),
    /** Whether it reaches into time that is not over: its totals still grow. */
    partial: z.boolean(),
    as_of: z.iso
      .datetime()
      .optional()
      .describe("moment whose profiles and factors were taken, where one was asked for; counts are today's"),
  })
  .meta({ id: "ApiPeriod" });

/** What is not in a figure, since nobody can tell its energy. */
export const ApiUnknown = z
  .strictObject({ reason: z.string(), text: z.string(), count })
  .meta({ id: "ApiUnknown" });

/** A source of doubt of the CO2e, and its share; shares of all add up to 1, of which the largest are listed. */
export const ApiDoubt = z
  .strictObject({ source: z.string(), meaning: z.string().optional(), share: z.number().min(0).max(1) })
  .meta({ id: "ApiDoubt" });

/** What some requests took, at one boundary. */
export const ApiFigures = z
  .strictObject({
    inferences: whole.describe("answered ones, broken-off ones among them"),
    failed: whole.describe("asked for and not answered: no inferences, but their time counts"),
    aborted: whole.describe("of `inferences`: answers that the client broke off"),
    tokens: z
      .strictObject({ input: whole, output: whole, known: count })
      .nullable()
      .describe("null where none were told"),
    time: z
      .strictObject({
        known: count,
        duration_ms: z
          .number()
          .describe("mean over `known`: of a request that was told as n inferences, each is an n-th"),
        in_flight: z
          .number()
          .describe("requests in flight at once, meaned over that time: time ÷ fair share of it (M50)"),
        first_byte_ms: z.number().optional().describe("mean over those of which it is known"),
      })
      .nullable()
      .describe("null where no time was told"),
    boundary: z.enum(BOUNDARY_RUNGS),
    tier: z.enum(SOURCE_TIERS).nullable().describe("how the energy is known: that of the least sure part"),
    tiers: z.array(z.strictObject({ tier: z.enum(SOURCE_TIERS), count })),
    known: count.describe("of `inferences` + `failed`: those whose energy is in the figures"),
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
      live_share: z
        .number()
        .min(0)
        .max(1)
        .nullable()
        .describe(
          "share of the energy whose hour's intensity was read live, `assumptions` say why not all; null where hours were not asked for, or no energy is known",
        ),
    }),
    factors: z.array(UsedFactor).describe("those that were applied in this reading"),
    measured_by_runs: z
      .literal(true)
      .optional()
      .describe(
        "where runs measured some of it: their figures rest on factors of their own besides, powers of chips for one, which `/api/factors` lists",
      ),
    assumptions: z.array(z.strictObject({ code: z.string(), text: z.string() })),
    restated: z.array(ApiRestated),
    not_counted: z.array(z.string()),
  })
  .meta({ id: "ApiGround" });

/** How complete the count is. */
export const ApiIntake = z
  .strictObject({
    newest_hour: z.iso
      .datetime()
      .nullable()
      .describe(
        "newest hour that anything was counted in, whoever sent it; its day, where hours are kept no more",
      ),
    last_numbered_batch: z.iso
      .datetime()
      .nullable()
      .describe(
        "when a batch with a producer's number last came; null where all events have ids of their own",
      ),
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
/** What a row is of, under the label that rows are split by. */
export const ApiKey = z
  .string()
  .nullable()
  .describe(
    "value of the label; null where the sender said none (`LABEL=` filters for those), and where no label was asked for",
  );
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
