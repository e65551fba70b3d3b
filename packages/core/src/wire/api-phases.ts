/**
 * Answers that weigh making against using: phases side by side, and parity.
 * @module
 */
import { z } from "zod";
import { BOUNDARY_RUNGS } from "../energy/boundary.ts";
import { SOURCE_TIERS } from "../energy/tier.ts";
import { PHASES } from "../ledger/phase.ts";
import { ApiGround, ApiPeriod, ApiUnknown } from "./api-figures.ts";
import { Quantity } from "./quantity.ts";

const Amounts = z.strictObject({ energy_kwh: Quantity.nullable(), co2e_g: Quantity.nullable() });

/** `GET /api/phases`: training against inference, from cells and from runs. */
export const PhasesAnswer = z
  .strictObject({
    schema: z.literal("gramme/phases/1"),
    period: ApiPeriod,
    boundary: z.enum(BOUNDARY_RUNGS),
    step: z.enum(["day", "week", "month"]),
    /** Each phase over the whole period; a phase of which nothing is there is absent. */
    phases: z.array(
      z.strictObject({
        phase: z.enum(PHASES),
        ...Amounts.shape,
        /** Served in it, answered and failed, and bookings of runs. */
        inferences: z.number().min(0),
        failed: z.number().min(0),
        runs: z.int().min(0),
        tiers: z.array(z.enum(SOURCE_TIERS)),
        /** Production of the hardware by share of its life, as far as it is known; in `co2e_g` at `lifecycle` only. */
        production: z
          .strictObject({
            co2e_g: Quantity,
            inferences: z
              .number()
              .min(0)
              .describe("served ones of which it is known: those of calibrated profiles"),
            runs: z.int().min(0).describe("bookings of which it is known"),
          })
          .nullable(),
        unknown: z.array(ApiUnknown),
      }),
    ),
    /** All phases together. What they share of doubt, such as the grid's, stays shared. */
    total: z.strictObject(Amounts.shape),
    /**
     * Training ÷ inference (M61). What both share of doubt cancels, so that it may be known which is larger though their
     * own intervals overlap; what two measurements differ by stays. Null where either is not known, or nothing.
     */
    training_per_inference: z
      .strictObject({ energy: Quantity.nullable(), co2e: Quantity.nullable() })
      .describe("without unit"),
    /** By bucket; `cumulative` adds up from the period's start. */
    points: z.array(
      z.strictObject({
        at: z.iso.datetime(),
        phase: z.enum(PHASES),
        partial: z.boolean(),
        ...Amounts.shape,
        cumulative: Amounts,
      }),
    ),
    /** What of the runs is not in it, and why. */
    left_out: z.array(z.strictObject({ run: z.string(), part: z.string(), why: z.string() })),
    ground: ApiGround,
  })
  .meta({ id: "PhasesAnswer" });

/** `GET /api/parity`: inferences served ÷ inferences whose energy is that of making the model (M25). */
export const ParityAnswer = z
  .strictObject({
    schema: z.literal("gramme/parity/1"),
    period: ApiPeriod,
    boundary: z.enum(BOUNDARY_RUNGS),
    development: z.enum(["in", "out"]).describe("the published figures leave it out"),
    models: z.array(
      z.strictObject({
        model: z.string(),
        inferences: z.number().min(0),
        behind: z
          .number()
          .min(0)
          .describe(
            "of `inferences`: those that `per_1000_kwh` stands for; the others are taken to be like them",
          ),
        /** Full trainings that were booked. */
        trainings: z.int().min(0),
        training_kwh: Quantity.nullable(),
        development_kwh: Quantity.nullable(),
        data_kwh: Quantity.nullable(),
        per_1000_kwh: Quantity.nullable(),
        inferences_to_parity: Quantity.nullable(),
        /** Below 1 it has cost more to make than to use. */
        parity: Quantity.nullable(),
        /** Why there is none. */
        why_not: z.string().optional(),
      }),
    ),
    ground: ApiGround,
  })
  .meta({ id: "ParityAnswer" });

/** The answer of `GET /api/phases`. */
export type WirePhasesAnswer = z.output<typeof PhasesAnswer>;
/** The answer of `GET /api/parity`. */
export type WireParityAnswer = z.output<typeof ParityAnswer>;
