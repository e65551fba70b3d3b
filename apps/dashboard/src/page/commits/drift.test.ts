import { describe, expect, it } from "vitest";
import { driftOf, driftText } from "./drift.ts";

type Changes = Parameters<typeof driftOf>[0]["changes"];

/** A run of `sha` against `base`, newest first in a list of them. */
function link(sha: string, base: string | undefined, change: number, half: number | null = 0.02): unknown {
  return {
    run: { source: { sha: sha.repeat(40) }, ...(base === undefined ? {} : { base: base.repeat(40) }) },
    compared: {
      change,
      level: 0.9,
      ...(half === null ? {} : { low: change - half, high: change + half }),
    },
  };
}
const drift = (...links: readonly unknown[]): ReturnType<typeof driftOf> =>
  driftOf({ changes: links as Changes });

describe("drift", () => {
  it("adds up what commits made each on the one before", () => {
    const found = drift(link("c", "b", 0.04), link("b", "a", 0.04), link("a", "0", 0.04));
    expect(found).toMatchObject({ commits: 3, from: "0".repeat(40), to: "c".repeat(40) });
    expect(found?.ratio.value).toBeCloseTo(1.04 ** 3, 12);
    // each within ×1.0192: three of them within that to the square root of 3
    expect(Math.log((found?.ratio.high ?? 0) / (found?.ratio.value ?? 1))).toBeCloseTo(
      (Math.log(1.06 / 1.02) / 2) * Math.sqrt(3),
      12,
    );
    expect(driftText(found)).toBe(
      "The 3 commits from 0000000 to ccccccc together: +12.5 % (+8.8 % to +16.3 %).",
    );
  });

  it("goes no further than the chain does", () => {
    // x was measured against a branch of its own
    expect(drift(link("c", "b", 0.1), link("x", "y", 0.5), link("b", "a", 0.1))?.commits).toBe(2);
    expect(drift(link("c", "b", 0.1), link("a", "0", 0.1))).toBeUndefined();
    expect(drift(link("c", "b", 0.1), link("b", "a", 0.1, null), link("a", "0", 0.1))).toBeUndefined();
    expect(drift()).toBeUndefined();
  });

  it("ends where a commit was measured against itself", () => {
    expect(drift(link("a", "a", 0), link("a", "a", 0))).toBeUndefined();
  });

  it("leaves open what the interval leaves open", () => {
    expect(driftText(drift(link("c", "b", 0.01, 0.05), link("b", "a", -0.01, 0.05)))).toContain(
      "is not known",
    );
    expect(driftText(drift(link("c", "b", -0.2), link("b", "a", -0.2)))).toContain("together: −36.0 % (");
    expect(driftText(undefined)).toBe("");
  });
});
