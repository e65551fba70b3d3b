/**
 * What a badge is asked for.
 * @module
 */
import { z } from "zod";
import { FILTERS } from "../read/query.ts";

/** The query of `/badge/:token.svg`. */
export const BadgeQuery = z
  .strictObject({
    of: z
      .enum(["per-1000", "verdict"])
      .optional()
      .describe(
        "per-1000, when not said: CO2e of 1000 inferences at facility; verdict: what the newest commit that was compared did",
      ),
    task: FILTERS.task,
    model: FILTERS.model,
    last: z.enum(["7d", "30d", "90d", "365d"]).optional().describe("period of per-1000; 30d when not said"),
  })
  .meta({ id: "BadgeQuery" });

/** A badge, asked for. */
export type BadgeQuestion = z.output<typeof BadgeQuery>;
