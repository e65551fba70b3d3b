/**
 * What `gramme estimate` and `gramme methods` give.
 * @module
 */
import { z } from "zod";
import { Quantity } from "./quantity.ts";
import { Figures } from "./run-result.ts";

/** An equivalent: never without its year and source. */
export const EquivalentFigures = z.strictObject({
  id: z.string(),
  text: z.string(),
  amount: Quantity,
  unit: z.string(),
  year: z.int(),
  source: z.string(),
});

/** The result of `gramme estimate --json`. */
export const EstimateResult = z.strictObject({
  ...Figures.shape,
  equivalents: z.array(EquivalentFigures),
});
/** The result of `gramme estimate --json`. */
export type WireEstimateResult = z.output<typeof EstimateResult>;

/** What one published method says of the run. */
export const MethodResult = z.strictObject({
  method: z.string(),
  name: z.string(),
  version: z.string(),
  counts: z.string(),
  source: z.string(),
  url: z.string(),
  applies: z.boolean(),
  why_not: z.string().optional(),
  energy_kwh: z.number().nonnegative().nullable(),
  co2e_g: z.number().nonnegative().nullable(),
  /** Other figures that the method prints, the unit in the name. */
  also: z.record(z.string(), z.number()).optional(),
  assumed: z.array(z.string()),
});

/** The result of `gramme methods --json`. */
export const MethodsResult = z.array(MethodResult);
/** The result of `gramme methods --json`. */
export type WireMethodsResult = z.output<typeof MethodsResult>;
