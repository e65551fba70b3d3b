/**
 * Answers about what the book holds: models, commits, runs, factors, profiles in use, the grid.
 * @module
 */
import { z } from "zod";
import { BOUNDARY_RUNGS } from "../energy/boundary.ts";
import { SOURCE_TIERS } from "../energy/tier.ts";
import { ApiFigures, ApiGround, ApiPeriod } from "./api-figures.ts";
import { Commit } from "./names.ts";
import { Profile } from "./profile.ts";
import { Quantity } from "./quantity.ts";
import { Acceptance, QualityFigures, UsedFactor } from "./run-result.ts";
import { RunSource } from "./runs-envelope.ts";

/** `GET /api/models`: every model that was served or trained. */
export const ModelsAnswer = z
  .strictObject({
    schema: z.literal("gramme/models/1"),
    period: ApiPeriod,
    boundary: z.enum(BOUNDARY_RUNGS),
    models: z.array(
      z.strictObject({
        model: z.string(),
        tasks: z.array(z.string()),
        versions: z.array(z.string()),
        /** Weights of its ONNX file, of its newest run in the period that says so. */
        parameters: z.int().min(0).optional(),
        /** Absent where none was served in the period. */
        inference: ApiFigures.optional(),
        /** Its newest training workload, whether really trained or only measured. */
        training: z
          .strictObject({
            run: z.string(),
            sha: z.string(),
            at: z.iso.datetime(),
            functional_unit: z.string(),
            tier: z.enum(SOURCE_TIERS),
            /** At `boundary`; carbon by the grid that holds now. */
            energy_kwh: Quantity,
            co2e_g: Quantity,
            trained: z.boolean(),
            quality: QualityFigures.optional(),
          })
          .optional(),
      }),
    ),
    ground: ApiGround,
  })
  .meta({ id: "ModelsAnswer" });

/** A comparison of a commit, as lists show it. */
const CommitComparison = z.strictObject({
  name: z.string(),
  phase: z.string(),
  task: z.string(),
  verdict: z.enum(["regression", "improvement", "no-change", "inconclusive"]),
  change: z.number(),
  low: z.number().optional(),
  high: z.number().optional(),
  level: z.number(),
  threshold: z.number(),
  pairs: z.int().nonnegative(),
  /** Relative; absent where there were too few pairs to tell. */
  smallest_change_seen: z.number().optional(),
  /** How many pairs a clear verdict would take, where there is none. */
  pairs_needed: z.int().optional(),
  boundary: z.enum(BOUNDARY_RUNGS),
  tier: z.string(),
  functional_unit: z.string(),
  energy_kwh: z.strictObject({ base: Quantity, head: Quantity }),
  co2e_g: z.strictObject({ base: Quantity, head: Quantity }),
});

/** A run, as lists show it. `source` holds what a link to its commit, pull request and job is made of. */
export const RunRow = z
  .strictObject({
    key: z.string(),
    started_at: z.iso.datetime(),
    received_at: z.iso.datetime(),
    source: RunSource,
    /** Commit that it is compared with. */
    base: Commit.optional(),
    /** Whether the tree held changes that are in no commit. */
    dirty: z.boolean().optional(),
    partial: z.boolean(),
    trained: z.array(z.string()),
    workloads: z.array(
      z.strictObject({
        name: z.string(),
        model: z.string().optional(),
        phase: z.string(),
        task: z.string(),
        boundary: z.enum(BOUNDARY_RUNGS),
        tier: z.string(),
        functional_unit: z.string(),
        energy_kwh: Quantity,
        co2e_g: Quantity,
      }),
    ),
    comparisons: z.array(CommitComparison),
    accepted: Acceptance.optional(),
    own_cost: z.strictObject({ energy_kwh: Quantity, co2e_g: Quantity }),
  })
  .meta({ id: "RunRow" });

/** `GET /api/runs`, and `GET /api/commits`: those that compare two commits. Newest first. */
export const RunsAnswer = z
  .strictObject({
    schema: z.literal("gramme/runs-list/1"),
    period: ApiPeriod,
    runs: z.array(RunRow),
    /** What to ask next for: `before`. Absent on the last page. */
    next: z.string().optional(),
  })
  .meta({ id: "RunsAnswer" });

/** `GET /api/factors`: every factor in use, with every value it had here. */
export const FactorsAnswer = z
  .strictObject({
    schema: z.literal("gramme/factors/1"),
    factors: z.array(
      z.strictObject({
        ...UsedFactor.shape,
        name: z.string().optional().describe("what it is of, for people; several may have one name"),
        used_by: z
          .array(z.enum(["reading", "runs"]))
          .optional()
          .describe(
            "reading: applied whenever figures are read, so that a new value restates them; runs: in results of runs as they were measured, and in profiles that are calibrated by them, where it stays",
          ),
        /** Values that were used before, newest first. */
        earlier: z.array(
          z.strictObject({
            value: z.number(),
            spread: z.number(),
            year: z.int(),
            source: z.string(),
            used_from: z.iso.datetime(),
          }),
        ),
      }),
    ),
    runs: z
      .strictObject({ read: z.int().min(0), more: z.int().min(0) })
      .optional()
      .describe(
        "runs whose factors are listed: the newest, and those that profiles are calibrated by; `more` are older, and may have used others",
      ),
  })
  .meta({ id: "FactorsAnswer" });

/** What was counted under a profile. */
const Counted = z.strictObject({ inferences: z.number().min(0), failed: z.number().min(0) });

/** `GET /api/profiles-in-use`: what stands behind the figures of a period. */
export const ProfilesInUseAnswer = z
  .strictObject({
    schema: z.literal("gramme/profiles-in-use/1"),
    period: ApiPeriod,
    without_profile: Counted.describe(
      "no profile stands for them: the published rate of their task does, or nothing",
    ),
    profiles: z.array(
      z.strictObject({
        id: z.string(),
        /** Version under which they were counted. */
        counted: z.int(),
        ...Counted.shape,
        /** Version that stands for it; absent where the ledger has none of that name. */
        stands: Profile.optional(),
      }),
    ),
  })
  .meta({ id: "ProfilesInUseAnswer" });

/** `GET /api/grid`: what is known of the grids in use, live and annual side by side. */
export const GridAnswer = z
  .strictObject({
    schema: z.literal("gramme/grid/1"),
    zones: z.array(
      z.strictObject({
        zone: z.string(),
        name: z.string(),
        annual: UsedFactor,
        /** Newest reading of each provider. */
        live: z.array(
          z.strictObject({
            provider: z.string(),
            hour: z.iso.datetime(),
            g_per_kwh: z.number(),
            spread: z.number(),
            accounting: z.enum(["life-cycle", "direct"]),
            /** Whether a figure with `grid=hourly` goes by it: direct readings are only shown (M20). */
            used: z.boolean(),
            retrieved_at: z.iso.datetime(),
          }),
        ),
      }),
    ),
    /** Zones of which the last asking failed. */
    failures: z.array(
      z.strictObject({ zone: z.string(), provider: z.string(), why: z.string(), at: z.iso.datetime() }),
    ),
  })
  .meta({ id: "GridAnswer" });

/** The answer of `GET /api/models`. */
export type WireModelsAnswer = z.output<typeof ModelsAnswer>;
/** The answer of `GET /api/runs` and `/api/commits`. */
export type WireRunsAnswer = z.output<typeof RunsAnswer>;
/** One run of a list. */
export type WireRunRow = z.output<typeof RunRow>;
/** The answer of `GET /api/factors`. */
export type WireFactorsAnswer = z.output<typeof FactorsAnswer>;
/** The answer of `GET /api/profiles-in-use`. */
export type WireProfilesInUseAnswer = z.output<typeof ProfilesInUseAnswer>;
/** The answer of `GET /api/grid`. */
export type WireGridAnswer = z.output<typeof GridAnswer>;
