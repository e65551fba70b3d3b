/**
 * What published methods would say of measured workloads, beside what was measured.
 * @module
 */
import { z } from "zod";
import { BOUNDARY_RUNGS } from "../energy/boundary.ts";
import { SOURCE_TIERS } from "../energy/tier.ts";
import { ApiDoubt, ApiPeriod } from "./api-figures.ts";
import { EstimateRequest } from "./estimate-request.ts";
import { MethodResult } from "./estimate-result.ts";
import { Quantity } from "./quantity.ts";

/** `GET /api/methods`: the newest run of each workload, by every published method. */
export const MethodsAnswer = z
  .strictObject({
    schema: z.literal("gramme/methods/1"),
    period: ApiPeriod,
    workloads: z.array(
      z.strictObject({
        /** Key of the run. */
        run: z.string(),
        at: z.iso.datetime(),
        name: z.string(),
        model: z.string().optional(),
        phase: z.string(),
        task: z.string(),
        /** What every figure here is of. */
        functional_unit: z.string(),
        /** As it was measured. */
        ours: z.strictObject({
          boundary: z.enum(BOUNDARY_RUNGS),
          tier: z.enum(SOURCE_TIERS),
          energy_kwh: Quantity,
          co2e_g: Quantity,
          /** Of the CO2e as the run reckoned it. */
          doubt: z.array(ApiDoubt),
        }),
        /** The run as it was described to each method; null where it lacks what any would want. */
        described: EstimateRequest.nullable(),
        /** What the run does not tell, and was taken for the description. */
        assumed: z.array(z.string()),
        /** The field of the run that is missing, and what of it. */
        missing: z.strictObject({ field: z.string(), why: z.string() }).optional(),
        /** One figure a method, since none of them has an interval. */
        methods: z.array(MethodResult),
      }),
    ),
    /** Workloads of older runs, beyond what one answer reads. */
    more_workloads: z.int().min(0),
  })
  .meta({ id: "MethodsAnswer" });

/** The answer of `GET /api/methods`. */
export type WireMethodsAnswer = z.output<typeof MethodsAnswer>;
