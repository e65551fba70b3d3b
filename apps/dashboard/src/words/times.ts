/**
 * Ratios in words.
 * @module
 */
import type { WireQuantity } from "@gramme/core/wire/api";
import { counted } from "./counted.ts";

/** `3.1 times (2.4 to 4.0)`; near 1 with a digit more, where that is the one that tells. */
export function times({ value, low, high }: WireQuantity): string {
  const near = low < 1.1;
  return `${factor(value, near)} times (${factor(low, near)} to ${factor(high, near)})`;
}

/** A ratio the other way round: its ends change places. */
export function turned({ value, low, high }: WireQuantity): WireQuantity {
  return { value: 1 / value, low: 1 / high, high: 1 / low };
}

function factor(value: number, near: boolean): string {
  if (value < 10) return value.toFixed(near ? 2 : 1);
  return counted(Number(value.toPrecision(value < 100 ? 2 : 3)));
}
