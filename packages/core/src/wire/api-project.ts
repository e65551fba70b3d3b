/**
 * What a page asks a ledger first: whose it is, since when there is anything, and who is asking.
 * @module
 */
import { z } from "zod";
import { Consequences } from "./consequences.ts";
import { Budget } from "./project.ts";

/** `GET /api/project`. */
export const ProjectAnswer = z
  .strictObject({
    schema: z.literal("gramme/project/1"),
    /** As its team calls it; null where nobody said. */
    name: z.string().nullable(),
    budget: Budget.nullable(),
    consequences: Consequences.nullable(),
    effects_not_for_publication: z
      .int()
      .min(0)
      .optional()
      .describe(
        "by a public link, where consequences are stated that are not for publication (tier 3 of ITU-T L.1480): how many effects are therefore not shown, and `consequences` is null; absent elsewhere",
      ),
    /** The ledger's clock. */
    now: z.iso.datetime(),
    /** Start of the first hour with requests, or of the first run; null while there is neither. */
    since: z.iso.datetime().nullable(),
    /** Whether served requests, and whether runs, ever came in. */
    has: z.strictObject({ requests: z.boolean(), runs: z.boolean() }),
    /** That what is here was made up: what says so, where it is. A page says it across its top. */
    synthetic: z.string().nullable(),
    /** How who asks is known: a public link may be passed on. */
    reader: z.enum(["key", "access", "loopback", "share"]),
    shows_commits: z
      .boolean()
      .optional()
      .describe("by a public link: whether it shows what runs and commits did; absent elsewhere"),
  })
  .meta({ id: "ProjectAnswer" });

/** The answer of `GET /api/project`. */
export type WireProjectAnswer = z.output<typeof ProjectAnswer>;
