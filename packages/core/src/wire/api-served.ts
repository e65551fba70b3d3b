/**
 * Answers about served requests: totals, over time, and why a total changed.
 * @module
 */
import { z } from "zod";
import { BOUNDARY_RUNGS } from "../energy/boundary.ts";
import { PHASES } from "../ledger/phase.ts";
import {
  API_GROUPINGS,
  ApiFigures,
  ApiGround,
  ApiIntake,
  ApiKey,
  ApiPeriod,
  ApiUnknown,
} from "./api-figures.ts";
import { ApiIdle } from "./api-idle.ts";
import { Quantity } from "./quantity.ts";

const by = z.enum(API_GROUPINGS);
/** Filters as they were taken: label → values, of which any. */
const filters = z.partialRecord(by, z.array(z.string()));

/** CPU time that the platform told of served inferences, beside what a calibration measured (M56). */
const Plausibility = z.strictObject({
  profile: z.string(),
  version: z.int(),
  inferences: z.number(),
  served_cpu_ms: z.number(),
  calibrated_cpu_ms: z.number(),
  ratio: z.number(),
  says: z.enum(["agrees", "more", "less"]),
  text: z.string(),
});

/** `GET /api/summary`. */
export const SummaryAnswer = z
  .strictObject({
    schema: z.literal("gramme/summary/1"),
    period: ApiPeriod,
    boundary: z.enum(BOUNDARY_RUNGS),
    filters,
    /** By phase, of all that was asked for; runs of a bench are in `/api/phases`. */
    phases: z.array(z.strictObject({ phase: z.enum(PHASES), figures: ApiFigures })),
    by: by.nullable(),
    /** By the label that was asked for, most CO2e first. */
    rows: z.array(
      z.strictObject({
        key: ApiKey,
        figures: ApiFigures,
        dearest_per_this: z
          .strictObject({
            energy: Quantity.nullable(),
            co2e: Quantity.nullable(),
            water: Quantity.nullable(),
          })
          .describe(
            "what 1000 inferences take of the row that takes most ÷ what they take of this one (M61), without unit: what both share of doubt cancels, so that it may be known which takes more though their own intervals overlap. Where the interval holds 1, it is not known. Null of the row that takes most itself, and where nothing is known",
          ),
      }),
    ),
    /** Rows beyond the limit, which stand in `phases` all the same. */
    more_rows: z.int().min(0),
    plausibility: z.array(Plausibility),
    /** Time in which what is served only waited: in none of the figures above. */
    idle: ApiIdle,
    intake: ApiIntake,
    ground: ApiGround,
  })
  .meta({ id: "SummaryAnswer" });

/** One bucket of one group. */
export const SeriesPoint = z
  .strictObject({
    /** Start of the bucket. */
    at: z.iso.datetime(),
    key: ApiKey,
    inferences: z.number().min(0),
    failed: z.number().min(0),
    known: z.number().min(0).describe("of `inferences` + `failed`: those whose energy is in the figures"),
    behind: z
      .number()
      .min(0)
      .describe(
        "inferences that the figures stand for (M52): what 1000 of them take is 1000 · figure ÷ behind",
      ),
    energy_kwh: Quantity.nullable(),
    co2e_g: Quantity.nullable(),
    water_l: Quantity.nullable().optional().describe("absent where it was not asked for"),
    /** Whether the bucket is cut by the period's ends, or is not over. */
    partial: z.boolean(),
  })
  .meta({ id: "SeriesPoint" });

/** `GET /api/series`. A bucket without a point had no requests. */
export const SeriesAnswer = z
  .strictObject({
    schema: z.literal("gramme/series/1"),
    period: ApiPeriod,
    boundary: z.enum(BOUNDARY_RUNGS),
    filters,
    step: z.enum(["hour", "day", "week", "month"]),
    by: by.nullable(),
    /** Groups, most CO2e over the period first. Without `by` the one group null. */
    keys: z.array(ApiKey),
    points: z.array(SeriesPoint),
    unknown: z.array(ApiUnknown),
    ground: ApiGround,
  })
  .meta({ id: "SeriesAnswer" });

/** A signed figure. */
const Effect = z
  .strictObject({ value: z.number(), low: z.number(), high: z.number() })
  .describe(
    "signed, with its 90 % interval (M27): a doubt that only bears on its size is a factor, as it is of totals, and turns no sign; what both periods share moves both at once, so that it is surer than the totals' intervals would have it. Where nothing was before, the change is the total",
  );

/** `GET /api/decomposition`: why the total of a period is another than that of the one before (M26–M28). */
export const DecompositionAnswer = z
  .strictObject({
    schema: z.literal("gramme/decomposition/1"),
    period: ApiPeriod,
    before: ApiPeriod,
    boundary: z.enum(BOUNDARY_RUNGS),
    filters,
    by,
    /** Unit of every effect. */
    of: z.enum(["energy_kwh", "co2e_g", "water_l"]),
    total_before: Quantity.nullable().describe(
      "all that is known of the earlier period, as `/api/summary` has it; null where nothing is known of what was counted",
    ),
    total: Quantity.nullable().describe("the same of the period"),
    unknown_before: z.array(ApiUnknown),
    unknown: z.array(ApiUnknown),
    compared_before: Quantity.describe("what of `total_before` the effects are of: the sum over `parts`"),
    compared: Quantity,
    /** `compared` − `compared_before` = volume + structure + intensity. */
    change: Effect,
    /** More or less inferences, at the old mix and intensity. */
    volume: Effect,
    /** Inferences that moved between parts. */
    structure: Effect,
    /** More or less per inference, part by part. */
    intensity: Effect,
    rebound: z
      .strictObject({
        /** Shares of the old total. */
        promised: z.number(),
        realised: z.number(),
        /** Share of the promise that growth ate; null where nothing was promised. */
        lost: z.number().nullable(),
      })
      .nullable(),
    parts: z.array(
      z.strictObject({
        key: ApiKey,
        inferences_before: z.number(),
        inferences: z.number(),
        total_before: z.number(),
        total: z.number(),
      }),
    ),
    /** Parts that are in no effect, with what is known of them: it is in the totals. */
    left_out: z.array(
      z.strictObject({
        key: ApiKey,
        why: z.string(),
        total_before: z.number().nullable(),
        total: z.number().nullable(),
      }),
    ),
    ground: ApiGround,
  })
  .meta({ id: "DecompositionAnswer" });

/** The answer of `GET /api/summary`. */
export type WireSummaryAnswer = z.output<typeof SummaryAnswer>;
/** The answer of `GET /api/series`. */
export type WireSeriesAnswer = z.output<typeof SeriesAnswer>;
/** The answer of `GET /api/decomposition`. */
export type WireDecompositionAnswer = z.output<typeof DecompositionAnswer>;
