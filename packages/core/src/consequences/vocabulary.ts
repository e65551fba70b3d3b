/**
 * Words that consequences are told in. Apart from their schema, so that what only reads them carries no validator.
 * @module
 */

/** The parent of effects that follow from the service itself. */
export const FIRST_ORDER = "first_order";

/** How an effect comes about. */
export const MECHANISMS = [
  "substitution",
  "optimisation",
  "induction",
  "rebound_direct",
  "rebound_indirect",
  "path_dependence",
  "obsolescence",
] as const;

/** How well an estimate is known, best first; `none`: nobody has looked. */
export const DATA_QUALITIES = ["measured", "modelled", "literature", "expert", "none"] as const;

/** What an effect is an effect on. */
export const INDICATORS = ["gwp", "adpe", "water", "energy"] as const;
