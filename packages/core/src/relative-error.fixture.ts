/** How far a figure is from the expected one, as a part of it: published cases state their tolerance so. */
export function relativeError(found: number, expected: number): number {
  return Math.abs(found / expected - 1);
}
