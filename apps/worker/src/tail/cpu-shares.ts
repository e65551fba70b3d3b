/**
 * CPU time of one invocation, split over what it did.
 * @module
 */

/**
 * `totalUs` µs split over `counts` in proportion, in whole µs whose sum is `totalUs` exactly: each share is the distance
 * between two rounded-down marks on the way to the total, so none is off by 1 µs or more. `counts` are whole and above 0.
 */
export function cpuShares(totalUs: number, counts: readonly number[]): readonly number[] {
  // a day of µs times a billion inferences is beyond what a double holds exactly
  const total = BigInt(totalUs);
  const all = counts.reduce((sum, count) => sum + BigInt(count), 0n);
  let passed = 0n;
  let mark = 0n;
  return counts.map((count) => {
    passed += BigInt(count);
    const next = (total * passed) / all;
    const share = next - mark;
    mark = next;
    return Number(share);
  });
}
