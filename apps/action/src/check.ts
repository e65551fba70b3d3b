/**
 * What one job of a check found: written by the job that measures, read by the one that comments (form
 * `gramme/check/1`). From a fork it is hostile until {@link readCheck} and `fromStranger` have been through it.
 * @module
 */
import { PART_NAME, RunResult } from "@gramme/core/wire";
import { z } from "zod";

export { PART_NAME } from "@gramme/core/wire";

const frame = {
  schema: z.literal("gramme/check/1"),
  gramme: z.string().max(40),
  /** Which job of a matrix; absent where there is one only. */
  part: z.string().regex(PART_NAME).optional(),
};

/** Something was measured: base against head, or head alone. */
const Measured = z.strictObject({
  ...frame,
  kind: z.literal("measured"),
  result: RunResult,
});

/** Nothing that is measured was touched. */
const Skipped = z.strictObject({
  ...frame,
  kind: z.literal("skipped"),
  /** Globs that say what is relevant. */
  paths: z.array(z.string()).max(1000),
  changed_files: z.int().nonnegative(),
});

/** It could not be measured. */
const Failed = z.strictObject({
  ...frame,
  kind: z.literal("failed"),
  /** For people: what was found, what would be right. */
  message: z.string(),
  /** What other workloads gave before one failed. */
  result: RunResult.optional(),
});

/** What one job found. */
export const Check = z.discriminatedUnion("kind", [Measured, Skipped, Failed]);

/** What one job found. */
export type Check = z.output<typeof Check>;
/** A check that measured something. */
export type MeasuredCheck = z.output<typeof Measured>;
/** A check that had nothing to measure. */
export type SkippedCheck = z.output<typeof Skipped>;
/** A check that could not measure. */
export type FailedCheck = z.output<typeof Failed>;
