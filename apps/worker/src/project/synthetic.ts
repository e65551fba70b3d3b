/**
 * The word that a generator of made-up data leaves in the ledger before its first event.
 * @module
 */
import { z } from "zod";

/** `PUT /v1/project/synthetic`. */
export const SyntheticInput = z
  .strictObject({
    says: z
      .string()
      .min(1)
      .max(300)
      .regex(/^\P{Cc}*$/u, "wants one line")
      .describe("what made the data up, for people; pages say it across their top"),
  })
  .meta({ id: "SyntheticInput" });
