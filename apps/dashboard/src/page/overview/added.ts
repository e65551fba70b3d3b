/**
 * Figures added up where the ledger gives no sum. Ends are added too: that is wider than the truth, since not all are off
 * the same way, and never too narrow.
 * @module
 */
import type { WireQuantity } from "@gramme/core/wire/api";

/** The sum; undefined where there is nothing to add, which is not 0. */
export function added(all: readonly WireQuantity[]): WireQuantity | undefined {
  if (all.length === 0) return undefined;
  return {
    value: all.reduce((sum, { value }) => sum + value, 0),
    low: all.reduce((sum, { low }) => sum + low, 0),
    high: all.reduce((sum, { high }) => sum + high, 0),
  };
}
