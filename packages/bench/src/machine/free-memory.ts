/**
 * How much memory a piece of work takes, seen from what the machine has left while it runs.
 * @module
 */
import { readFileSync } from "node:fs";
import { freemem } from "node:os";

const STEP_MS = 50;

/** Memory before some work, and at its tightest moment, in bytes. */
export interface MemoryUse {
  readonly freeBefore: number;
  readonly taken: number;
}

/** Runs `work` and looks at the free memory meanwhile. What others take in that time is counted in. */
export async function withMemoryUse<T>(work: () => Promise<T>): Promise<{ value: T; memory: MemoryUse }> {
  const freeBefore = freeBytes();
  let least = freeBefore;
  const watch = setInterval(() => {
    least = Math.min(least, freeBytes());
  }, STEP_MS);
  try {
    return { value: await work(), memory: { freeBefore, taken: freeBefore - least } };
  } finally {
    clearInterval(watch);
  }
}

/** Memory that can be had without swapping. */
function freeBytes(): number {
  try {
    const kilobytes = /^MemAvailable:\s+(\d+) kB$/mu.exec(readFileSync("/proc/meminfo", "utf8"))?.[1];
    return kilobytes === undefined ? freemem() : Number(kilobytes) * 1024;
  } catch {
    return freemem();
  }
}
