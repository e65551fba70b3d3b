/**
 * Public links as people ask for them and get them.
 * @module
 */
import { z } from "zod";
import type { LINK_SCOPES } from "../auth/principal.ts";

/** What links can show. */
export const SHOWS = ["figures", "commits", "badge"] as const;

/** The scope of what a link shows. */
export const SCOPE_OF = {
  figures: "shared",
  commits: "shared:commits",
  badge: "badge",
} as const satisfies Readonly<Record<(typeof SHOWS)[number], (typeof LINK_SCOPES)[number]>>;

const shows = z
  .enum(SHOWS)
  .describe(
    "figures: pages without runs and commits; commits: pages with them; badge: pictures of single figures, and no page",
  );

/** A link to be made. */
export const ShareInput = z
  .strictObject({
    label: z
      .string()
      .min(1)
      .max(100)
      .regex(/^\P{Cc}*$/u, "wants one line")
      .describe("what it is for, for people; not shown to who has the link"),
    shows: shows.optional().describe("figures when not said"),
    expires_at: z.iso.datetime({ offset: true }).optional().describe("never when not said"),
  })
  .meta({ id: "ShareInput" });

/** A link, without its secret. */
export const Share = z
  .strictObject({
    id: z.string(),
    label: z.string(),
    shows,
    created_at: z.iso.datetime(),
    expires_at: z.iso.datetime().optional(),
    revoked_at: z.iso.datetime().optional(),
  })
  .meta({ id: "Share" });

/** A link that was just made. */
export const MintedShare = Share.extend({
  url: z.url().describe("told this once: only a hash of its secret is kept. Whoever has it may look"),
}).meta({ id: "MintedShare" });
