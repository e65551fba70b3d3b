/**
 * What no figure of ours holds.
 * @module
 */

/** In words, whatever the rung. */
export const NOT_COUNTED: readonly string[] = [
  "network, storage and end users' devices",
  "losses of the grid between power station and meter, some 5 to 8 %",
  "data collection, and development runs that no ledger holds",
  "water of producing the hardware; its end of life",
  "effects beyond the first order: what the work makes others do",
];
