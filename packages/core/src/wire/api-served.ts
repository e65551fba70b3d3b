/**
 * Answers about served requests: totals, over time, and why a total changed.
 * @module
 */
import { z } from "zod";
import { BOUNDARY_RUNGS } from "../energy/boundary.ts";
import { PHASES } from "../ledger/phase.ts";
import { API_GROUPINGS, ApiFigures, ApiGround, ApiIntake, ApiPeriod, ApiUnknown } from "./api-figures.ts";
import { Quantity } from "./quantity.ts";

const by = z.enum(API_GROUPINGS);
/** Filters as they were taken: label → values, of which any. */
const filters = z.partialRecord(by, z.array(z.string()));

/** CPU time that the platform told of served inferences, beside what a calibration measured (M56). */
const Plausibility = z.strictObject({
  profile: z.string(),
  version: z.int(),
  inferences: z.int(),
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
    /** By the label that was asked for, most CO2e first; `""` where a request had none. */
    rows: z.array(z.strictObject({ key: z.string(), figures: ApiFigures })),
    /** Rows beyond the limit, which stand in `phases` all the same. */
    more_rows: z.int().min(0),
    plausibility: z.array(Plausibility),
    intake: ApiIntake,
    ground: ApiGround,
  })
  .meta({ id: "SummaryAnswer" });

/** One bucket of one group. */
export const SeriesPoint = z
  .strictObject({
    /** Start of the bucket. */
    at: z.iso.datetime(),
    key: z.string(),
    inferences: z.int().min(0),
    failed: z.int().min(0),
    known_requests: z.int().min(0),
    energy_kwh: Quantity.nullable(),
    co2e_g: Quantity.nullable(),
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
    /** Groups, most CO2e over the period first. Without `by` the one group `""`. */
    keys: z.array(z.string()),
    points: z.array(SeriesPoint),
    unknown: z.array(ApiUnknown),
    ground: ApiGround,
  })
  .meta({ id: "SeriesAnswer" });

/** A signed figure with its interval. */
const Effect = z.strictObject({ value: z.number(), low: z.number(), high: z.number() });

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
    total_before: Quantity,
    total: Quantity,
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
        key: z.string(),
        inferences_before: z.number(),
        inferences: z.number(),
        total_before: z.number(),
        total: z.number(),
      }),
    ),
    /** Parts that are in none of it. */
    left_out: z.array(z.strictObject({ key: z.string(), why: z.string() })),
    ground: ApiGround,
  })
  .meta({ id: "DecompositionAnswer" });

/** The answer of `GET /api/summary`. */
export type WireSummaryAnswer = z.output<typeof SummaryAnswer>;
/** The answer of `GET /api/series`. */
export type WireSeriesAnswer = z.output<typeof SeriesAnswer>;
/** The answer of `GET /api/decomposition`. */
export type WireDecompositionAnswer = z.output<typeof DecompositionAnswer>;
