/**
 * Whether numbers can be what they are said to be. That they are true nobody can tell from here.
 * @module
 */
import type { WireQuantity } from "@gramme/core/wire";

/** No figure of a check comes near: a year of all the world's electricity is 3e13 kWh. */
const MOST = 1e15;
/** Nor this near to nothing: an inference of a microjoule is 3e-13 kWh. */
const LEAST = 1e-30;

/** Nothing, or of a size that something can have. */
export function isBelievable(number: number): boolean {
  const size = Math.abs(number);
  return size === 0 || (size >= LEAST && size <= MOST);
}

/** Whether every number in a value of the wire is, and every quantity lies within its own interval. */
export function areBelievable(value: unknown): boolean {
  if (typeof value === "number") return isBelievable(value);
  if (typeof value !== "object" || value === null) return true;
  return isOrdered(value) && Object.values(value).every((inner) => areBelievable(inner));
}

function isOrdered(value: object): boolean {
  if (!("value" in value && "low" in value && "high" in value)) return true;
  const { low, value: middle, high } = value as WireQuantity;
  return low <= middle && middle <= high;
}

/** A quantity, and nothing that came with it. */
export function quantityFrom({ value, low, high }: WireQuantity): WireQuantity {
  return { value, low, high };
}
