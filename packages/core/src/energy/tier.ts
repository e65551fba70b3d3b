/**
 * The source tier: how an energy is known. Never mixed silently; a comparison across tiers is refused.
 * @module
 */

/** How an energy is known, from the surest to the least sure. */
export type SourceTier = "metered" | "modelled" | "rated" | "tokens" | "declared";

/** All tiers, surest first. */
export const SOURCE_TIERS: readonly SourceTier[] = ["metered", "modelled", "rated", "tokens", "declared"];

/** What each tier means, in one line for people. */
export const TIER_MEANING: Readonly<Record<SourceTier, string>> = {
  metered: "read from a meter (RAPL, NVML, a wall meter)",
  modelled: "utilisation, measured or stated, × a power curve",
  rated: "time × thermal design power",
  tokens: "tokens × a published energy per token",
  declared: "stated, or taken from published rates for the task",
};

/** The tier of a sum: that of its least sure part. An empty sum is `declared`. */
export function leastSure(tiers: readonly SourceTier[]): SourceTier {
  const worst = Math.max(-1, ...tiers.map((tier) => SOURCE_TIERS.indexOf(tier)));
  return SOURCE_TIERS[worst] ?? "declared";
}
