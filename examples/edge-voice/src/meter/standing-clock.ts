/**
 * The clock for inferences that run inside a Worker: it knows the moment and measures nothing.
 * @module
 */
import type { Clock } from "@gramme/meter";

/**
 * A deployed Worker's clock stands still while code computes, so that what it could tell of an inference is 0, or the
 * time of an upload before it. Locally it would move, and figures would differ from those of production. The meter sends
 * no time where none passed: the inferences are counted, and their energy is by the profile.
 */
export const STANDING_CLOCK: Clock = {
  epochMs: () => Date.now(),
  monotonicMs: () => 0,
  kind: "io-only",
};
