/**
 * The boundary rungs: what one figure counts. Every figure names its rung, and two figures on different rungs are
 * never subtracted. In Luccioni, Jernite & Strubell (2024) this choice alone moves the answer 3 to 6 times.
 * @module
 */
import { GrammeError } from "../error.ts";

/** A boundary rung, from the narrowest to the widest. */
export type BoundaryRung = "device" | "share" | "node" | "facility" | "lifecycle";

/** All rungs, narrowest first. */
export const BOUNDARY_RUNGS: readonly BoundaryRung[] = ["device", "share", "node", "facility", "lifecycle"];

/** What each rung counts, in one line for people. */
export const RUNG_COUNTS: Readonly<Record<BoundaryRung, string>> = {
  device: "the chips that work, while they work",
  share: "device + the idle time and memory of what is allocated to the work",
  node: "share + power supply, fans and board: what the plug sees",
  facility: "node × PUE: cooling and power distribution too",
  lifecycle: "facility + production of the hardware, by share of its life",
};

/** Whether `rung` counts at least all that `other` counts. */
export function includes(rung: BoundaryRung, other: BoundaryRung): boolean {
  return BOUNDARY_RUNGS.indexOf(rung) >= BOUNDARY_RUNGS.indexOf(other);
}

/** A rung from user text; throws `malformed-input` naming the field, what was found and the five rungs. */
export function rungOrThrow(text: string, field: string): BoundaryRung {
  const rung = BOUNDARY_RUNGS.find((candidate) => candidate === text.trim().toLowerCase());
  if (rung === undefined) {
    throw new GrammeError(
      "malformed-input",
      `${field}: "${text}" is not a boundary; use one of ${BOUNDARY_RUNGS.join(", ")}`,
      { field, found: text, expected: BOUNDARY_RUNGS.join(" | ") },
    );
  }
  return rung;
}
