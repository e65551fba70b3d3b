/**
 * What of an effect may be shown where, and beside what.
 * @module
 */
import type { WireConsequenceEffect, WireConsequences } from "../wire/consequences.ts";

/** Whether a tree may be shown to others than its team at all: L.1480 does not have those of tier 3 published. */
export function isForPublication({ tier }: Pick<WireConsequences, "tier">): boolean {
  return tier !== 3;
}

/** Where an effect would be read: on a page with all that belongs to it, or cut out of it. */
export type Place = "page" | "badge" | "comment";

/**
 * Whether an effect may be shown in a place (methodology M59). A page that may show the tree at all
 * ({@link isForPublication}) shows all of it, with what it rests on. In a badge or in a comment on a pull request it stands
 * alone: a decrease that nobody has data for is not shown there, and of tier 3 nothing is.
 */
export function mayBeShown(
  effect: Pick<WireConsequenceEffect, "direction" | "data_quality">,
  where: Place,
  tier: WireConsequences["tier"],
): boolean {
  if (where === "page") return true;
  if (!isForPublication({ tier })) return false;
  return effect.direction !== "decreases" || !["none", "expert"].includes(effect.data_quality);
}

/** What an estimate is told as, beside its figure. Figures of two kinds are never put together. */
export type EffectColumn = "measured" | "estimated" | "potential" | "unquantified";

/** A potential effect is not told as what took place, nor an estimate as a measurement. */
export function effectColumn(
  effect: Pick<WireConsequenceEffect, "estimate" | "data_quality" | "actual_or_potential">,
): EffectColumn {
  if (effect.estimate === null) return "unquantified";
  if (effect.actual_or_potential === "potential") return "potential";
  return effect.data_quality === "measured" ? "measured" : "estimated";
}

/** The address of a source: its own, or that of its DOI. */
export function sourceAddress(source: string): string {
  if (/^https?:\/\//u.test(source)) return source;
  return `https://doi.org/${source.replace(/^doi:/u, "")}`;
}
