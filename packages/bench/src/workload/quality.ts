/**
 * Quality that a training reached, from the JSON lines that it wrote (methodology M36).
 * @module
 */
import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import type { WireWorkload } from "@gramme/core/wire";
import { EXIT, UserError } from "../config/user-error.ts";

/** Quality at the end, and on the way there. */
export interface Quality {
  readonly metric: string;
  readonly better: "higher" | "lower";
  readonly value: number;
  /** When half of the run's time, and so of its energy at steady power, had gone. */
  readonly at50?: number;
  readonly at90?: number;
  /** Held-out examples that the value is a mean over, where the last line says so. */
  readonly n?: number;
}

interface Point {
  readonly value: number;
  readonly elapsedS: number | undefined;
  readonly n: number | undefined;
}

/** Clocks of file systems lag by up to their resolution. */
const CLOCK_LAG_MS = 2000;

/**
 * Reads the metric of a workload that started at `startedMs`.
 * Throws {@link UserError} if the file is missing, older than the run, malformed, or without that metric.
 */
export function readQuality(
  quality: NonNullable<WireWorkload["quality"]>,
  folder: string,
  startedMs: number,
  workload: string,
): Quality {
  const file = resolve(folder, quality.file);
  const wrong = (what: string): UserError =>
    new UserError(`workload "${workload}": quality.file ${quality.file}: ${what}`, EXIT.workload);
  let text: string;
  try {
    if (statSync(file).mtimeMs < startedMs - CLOCK_LAG_MS)
      throw wrong("was not written by this run: it is older");
    text = readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw wrong(`cannot be read: ${(error as Error).message}`);
  }
  const points = text
    .split("\n")
    .map((line, index) => ({ line, number: index + 1 }))
    .filter(({ line }) => line.trim() !== "")
    .flatMap(({ line, number }): readonly Point[] => {
      let row: Record<string, unknown>;
      try {
        row = Object(JSON.parse(line)) as Record<string, unknown>;
      } catch {
        throw wrong(`line ${number} is not JSON: ${line.slice(0, 80)}`);
      }
      const value = row["value"];
      if (row["metric"] !== quality.metric || typeof value !== "number" || !Number.isFinite(value)) return [];
      const elapsed = row["elapsed_s"];
      const n = row["n"];
      return [
        {
          value,
          elapsedS: typeof elapsed === "number" ? elapsed : undefined,
          n: typeof n === "number" && Number.isSafeInteger(n) && n > 0 ? n : undefined,
        },
      ];
    });
  const last = points.at(-1);
  if (last === undefined) throw wrong(`has no line with metric "${quality.metric}" and a number as value`);
  const at = (share: number): number | undefined => {
    const end = last.elapsedS;
    if (end === undefined) return undefined;
    return points.findLast((point) => (point.elapsedS ?? Infinity) <= end * share)?.value;
  };
  const [at50, at90] = [at(0.5), at(0.9)];
  return {
    metric: quality.metric,
    better: quality.better,
    value: last.value,
    ...(at50 === undefined ? {} : { at50 }),
    ...(at90 === undefined ? {} : { at90 }),
    ...(last.n === undefined ? {} : { n: last.n }),
  };
}
