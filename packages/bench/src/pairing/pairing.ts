/**
 * How the two processes of a pair run (methodology M37, decision 0006): by turns of some milliseconds where that can
 * be, else one whole after the other.
 * @module
 */
import type { MemoryUse } from "../machine/free-memory.ts";
import type { Meters } from "../meters/choose.ts";

/** How the two processes of a pair run. */
export type Pairing =
  | { readonly kind: "in-turns"; readonly turnMs: number }
  | {
      readonly kind: "one-after-another";
      /** Why not in turns; absent where it was asked for. */
      readonly why?: string;
    };

/** Turns are as long as what the system takes to change processes is nothing to them. */
const LONGEST_TURN_MS = 50;
const SHORTEST_TURN_MS = 10;
/** A replicate has at least so many turns, where it is long enough. */
const TURNS = 20;
/** Two at once must leave some memory. */
const SPARE = 1.2;

/** What the choice rests on. */
export interface PairingGrounds {
  readonly wanted: "in-turns" | "one-after-another" | undefined;
  readonly meters: Meters;
  /** Of the warm-ups, whichever took more. */
  readonly memory: MemoryUse;
  /** Wall time of a warm-up, s. */
  readonly wallS: number;
}

/** By turns, unless something speaks against it. */
export function choosePairing({ wanted, meters, memory, wallS }: PairingGrounds): Pairing {
  if (wanted === "one-after-another") return { kind: "one-after-another" };
  const why = whyNot(meters, memory);
  if (why !== undefined) return { kind: "one-after-another", why };
  const turnMs = Math.min(LONGEST_TURN_MS, Math.max(SHORTEST_TURN_MS, (wallS * 1000) / TURNS));
  return { kind: "in-turns", turnMs };
}

function whyNot(meters: Meters, memory: MemoryUse): string | undefined {
  if (!meters.pauses) return "no cgroup v2 here that can make processes stand still";
  if (meters.gpuEnergy !== undefined) return "a GPU works on while the process that feeds it stands still";
  if (2 * memory.taken * SPARE > memory.freeBefore) return "memory does not hold both arms at once";
  return undefined;
}
