import { describe, expect, it } from "vitest";
import type { Meters } from "../meters/choose.ts";
import { choosePairing } from "./pairing.ts";
import type { PairingGrounds } from "./pairing.ts";

const METERS: Meters = {
  cpuEnergy: undefined,
  gpuEnergy: undefined,
  cpuClock: undefined,
  otherWork: undefined,
  pauses: true,
  report: [],
};
const GROUNDS: PairingGrounds = {
  wanted: undefined,
  meters: METERS,
  memory: { freeBefore: 8e9, taken: 1e9 },
  wallS: 0.6,
};

describe("how a pair runs", () => {
  it.each([
    [0.05, 10],
    [0.6, 30],
    [100, 50],
  ])("by turns: a replicate of %f s in turns of %i ms", (wallS, turnMs) => {
    expect(choosePairing({ ...GROUNDS, wallS })).toEqual({ kind: "in-turns", turnMs });
  });

  it("one after another where that was asked for, without a why", () => {
    expect(choosePairing({ ...GROUNDS, wanted: "one-after-another" })).toEqual({ kind: "one-after-another" });
  });

  it.each<readonly [string, Partial<PairingGrounds>, string]>([
    ["nothing can be made to stand still", { meters: { ...METERS, pauses: false } }, "cgroup"],
    [
      "a GPU is metered",
      { meters: { ...METERS, gpuEnergy: () => ({ joules: () => 0, close: () => {} }) } },
      "GPU",
    ],
    ["memory does not hold both", { memory: { freeBefore: 8e9, taken: 3.5e9 } }, "memory"],
  ])("one after another where %s, and says why", (_, difference, word) => {
    const pairing = choosePairing({ ...GROUNDS, ...difference, wanted: "in-turns" });
    expect(pairing.kind).toBe("one-after-another");
    expect("why" in pairing ? pairing.why : "").toContain(word);
  });
});
