/**
 * What other work on the machine makes of a figure (methodology M62).
 * @module
 */
import type { Assumption, Factor } from "@gramme/core";
import type { OtherWork } from "../meters/other-work.ts";
import type { MeteredDoubt } from "./work-of.ts";

/** Wall time beside others that fill a machine: no more is made of it than this. */
const MOST_TIME = 10;

/** What nobody sees: neighbours on the host of a virtual machine. Quiet runs of one command, minutes apart (M62). */
const UNSEEN = 1.3;

/** Less than this is what any machine does by itself: nothing is made of it. */
export const QUIET_SHARE = 0.05;

/** What is measured, and where. */
export interface Beside {
  /** What the machine did besides; undefined where nothing tells it. */
  readonly other: OtherWork | undefined;
  /** Whether the machine is a part of a host, whose other parts it cannot see. */
  readonly isPart: boolean;
  /** CPU-seconds of a replicate, where its energy was read from a meter of the whole package. */
  readonly ownCpuS?: number | undefined;
}

/**
 * Doubt by other work that has u of the machine, what the host took included. Wall time: 1 ÷ (1 − u), since what others
 * have is waited for. CPU time: 1 + u, since a hardware thread whose sibling works for others has about half of its core.
 * Each 1.3 at least where there may be work that nobody sees. A meter of the whole package holds other work too, in
 * proportion to its CPU time. Undefined for a machine that is quiet and whole.
 */
export function busyDoubt({ other, isPart, ownCpuS = 0 }: Beside): MeteredDoubt | undefined {
  const u = other === undefined || filled(other) < QUIET_SHARE ? 0 : filled(other);
  const inReading = ownCpuS > 0 ? 1 + (other?.cpuS ?? 0) / ownCpuS : 1;
  const unseen = other === undefined || isPart ? UNSEEN : 1;
  const spread = Math.max(1 + u, unseen, inReading);
  const timeSpread = Math.max(Math.min(MOST_TIME, 1 / (1 - u)), unseen);
  return spread === 1 && timeSpread === 1 ? undefined : { factor: factorOf(spread), timeSpread };
}

function factorOf(spread: number): Factor<"1"> {
  return {
    id: "machine/busy",
    value: 1,
    unit: "1",
    year: 2026,
    spread,
    source: {
      title:
        "measured by us on one virtual machine of two threads: 103 times beside busy loops, 9 times quietly",
      url: "",
    },
    licence: "",
    retrieved: "2026-11-23",
  };
}

/** How much of the machine others had, 0 to 1. */
export function filled({ share, stolen = 0 }: OtherWork): number {
  return Math.min(1, share + stolen);
}

/** What is assumed of other work, in words; nothing of a machine that is quiet and whole. */
export function busyAssumption({ other, isPart }: Beside): Assumption | undefined {
  if (other === undefined) {
    return {
      code: "machine-busy-unknown",
      text: "how busy the machine was with other work is not known: nothing here tells it",
    };
  }
  if (filled(other) >= QUIET_SHARE) {
    return {
      code: "machine-busy",
      text: `the machine was busy with other work: ${percent(filled(other))} of its CPU${other.knownBy === "loadavg" ? " in the minute before" : ""}; beside it time and CPU time grow, so that the figure is rather too high than too low`,
    };
  }
  if (!isPart) return undefined;
  return {
    code: "machine-busy-unknown",
    text: "the machine is a part of a host: what neighbours there did meanwhile is not seen, and may make time and CPU time grow",
  };
}

function percent(share: number): string {
  return `${(share * 100).toFixed(0)} %`;
}
