/**
 * What `gramme estimate` and `gramme methods` take.
 * @module
 */
import { z } from "zod";
import { BOUNDARY_RUNGS } from "../energy/boundary.ts";

const positive = z.number().positive();
const nonNegative = z.number().nonnegative();
const usage = z.number().min(0).max(1);

/** Where the work runs. Everything is optional: what is not said is assumed, and listed as assumed. */
export const SiteRequest = z.strictObject({
  zone: z.string().min(1).optional().describe("country by ISO-2, ISO-3 or English name, or unknown"),
  cloud_region: z.string().min(1).optional().describe("a region by its provider's own name: europe-west1"),
  pue: z.number().min(1).max(100).optional(),
  wue_l_per_kwh: nonNegative.max(10_000).optional(),
  grid_g_per_kwh: nonNegative.max(100_000).optional(),
});

/** Tokens of a language model, for the methods that start from tokens. */
export const TokensRequest = z.strictObject({
  output_tokens: positive,
  active_params_b: positive.describe("active parameters, in 1e9"),
  total_params_b: positive.describe("all parameters, in 1e9"),
  latency_s: positive.optional(),
});

/** A piece of work that nobody measured, described. */
export const EstimateRequest = z
  .strictObject({
    duration_h: positive.optional(),
    duration_s: positive.optional(),
    cpu: z
      .strictObject({
        model: z.string().min(1).optional(),
        cores: positive.describe("physical cores given to the work"),
        usage: usage.optional().describe("0 to 1; 1 when not said"),
        tdp_per_core_w: positive.optional(),
      })
      .optional(),
    gpu: z
      .strictObject({
        model: z.string().min(1).optional(),
        count: positive,
        usage: usage.optional().describe("0 to 1; 1 when not said"),
        tdp_w: positive.optional(),
      })
      .optional(),
    memory_gb: nonNegative,
    multiplier: positive
      .optional()
      .describe("how often the work was run in all, sweeps and failures included"),
    tokens: TokensRequest.optional(),
    site: SiteRequest.optional(),
    boundary: z.enum(BOUNDARY_RUNGS).optional(),
  })
  .superRefine((request, context) => {
    if ((request.duration_h === undefined) === (request.duration_s === undefined)) {
      context.addIssue({
        code: "custom",
        path: ["duration_h"],
        message: "wants exactly one of duration_h and duration_s",
      });
    }
    if (request.cpu === undefined && request.gpu === undefined) {
      context.addIssue({ code: "custom", path: ["cpu"], message: "wants a cpu, a gpu, or both" });
    }
  });
/** A piece of work that nobody measured, described. */
export type WireEstimateRequest = z.output<typeof EstimateRequest>;
/** Where the work runs, as the wire writes it. */
export type WireSiteRequest = z.output<typeof SiteRequest>;
