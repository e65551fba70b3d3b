/**
 * The order in which the arms of each pair are measured (methodology M37).
 * @module
 */
import type { Random } from "./seeded-random.ts";

/** Which arm of a pair goes first: `AB` is base, then head. */
export type Order = "AB" | "BA";

/**
 * The order of every pair: blocks of two pairs, ABBA or BAAB by a fair coin. Within a block a steady drift of the
 * machine falls on both arms alike, and the coin keeps anything periodic from siding with one of them. An odd
 * last pair has a coin of its own. Same generator state, same order.
 * @param pairs how many pairs, an integer >= 0
 * @param random numbers in [0, 1)
 */
export function pairOrder(pairs: number, random: Random): readonly Order[] {
  const order: Order[] = [];
  while (order.length < pairs) {
    const block: readonly Order[] = random() < 0.5 ? ["AB", "BA"] : ["BA", "AB"];
    order.push(...block.slice(0, pairs - order.length));
  }
  return order;
}
