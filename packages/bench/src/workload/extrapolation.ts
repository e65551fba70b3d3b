/**
 * From the units that were run to those of a full one (methodology M22): in proportion, or, where a shorter run tells
 * start-up apart, along the line through both.
 * @module
 */
import type { WireExtrapolation } from "@gramme/core/wire";
import type { Factor } from "@gramme/core";
import type { Mean, Metered } from "../machine/work-of.ts";
import { meteredMean, scatterOfMean, SINGLE_RUN_90 } from "./aggregate.ts";
import type { WorkloadUnit } from "./functional-unit.ts";
import type { Replicate } from "./replicate.ts";

/** A shorter run of the same command, beside each replicate. */
export interface ShortRun {
  readonly units: number;
  readonly replicates: readonly Replicate[];
}

/** Metered means of a full unit, with the doubt that extrapolating adds. */
export interface Extrapolated {
  readonly metered: Metered;
  readonly doubt: Factor<"1">;
  readonly told: WireExtrapolation;
}

/** Most of a short command that is its start-up, nine times in ten. */
const MOST_START_UP = 2 / 3;

/**
 * Where nothing tells start-up apart it is multiplied with the rest. If it is ⅔ of what was run, the figure is
 * 1 ÷ (⅓ + ⅔ · units run ÷ units) times too high: that is the spread, so that the low end holds the truth.
 */
export function inProportionDoubt({ inOne, perReplicate }: WorkloadUnit): Factor<"1"> {
  const step = Math.min(inOne, perReplicate) / Math.max(inOne, perReplicate);
  return {
    id: "extrapolation/start-up",
    value: 1,
    unit: "1",
    year: 2026,
    spread: 1 / (1 - MOST_START_UP * (1 - step)),
    source: {
      title:
        "own judgement: up to two thirds of a short command are its start-up; 40 to 60 % in trainings of 1 s that we measured",
      url: "",
    },
    licence: "",
    retrieved: "2026-11-23",
  };
}

/** Steps of a long training need not take what those of a short one do: caches warm up, code is compiled, clocks drop. */
const SLOPE: Factor<"1"> = {
  id: "extrapolation/slope",
  value: 1,
  unit: "1",
  year: 2026,
  spread: 1.2,
  source: {
    title:
      "own judgement; lines through three short runs of two lengths each met five whole trainings, 17 times as long, within 20 %",
    url: "",
  },
  licence: "",
  retrieved: "2026-11-23",
};

/** Means of one full unit. `short` is left aside where its line does not rise: it then tells nothing apart. */
export function extrapolate(
  replicates: readonly Replicate[],
  unit: WorkloadUnit,
  short: ShortRun | undefined,
): Extrapolated {
  const fitted = short === undefined ? undefined : alongLine(replicates, unit, short);
  return (
    fitted ?? {
      metered: meteredMean(replicates, unit),
      doubt: inProportionDoubt(unit),
      told: { from_units: unit.perReplicate, to_units: unit.inOne, how: "in-proportion" },
    }
  );
}

const PARTS = ["wallS", "cpuS", "cpuJ", "memoryJ", "gpuJ"] as const;
type Part = (typeof PARTS)[number];

function alongLine(
  replicates: readonly Replicate[],
  unit: WorkloadUnit,
  short: ShortRun,
): Extrapolated | undefined {
  const lines = new Map<Part, Line>();
  for (const part of PARTS) {
    const pairs = replicates.map((replicate, index) => [
      short.replicates[index]?.counted[part],
      replicate.counted[part],
    ]);
    // what one of them lacks is left out, as in any mean
    if (!pairs.every((pair) => isThere(pair))) continue;
    const line = lineThrough(pairs, unit, short.units);
    // what does not rise tells nothing apart
    if (line === undefined) return undefined;
    lines.set(part, line);
  }
  const [wall, cpu] = [lines.get("wallS"), lines.get("cpuS")];
  if (wall === undefined) return undefined;
  const full = (part: Part): Mean | undefined => lines.get(part)?.full;
  const [cpuS, cpuJ, memoryJ, gpuJ] = [full("cpuS"), full("cpuJ"), full("memoryJ"), full("gpuJ")];
  return {
    metered: {
      wallS: wall.full,
      ...(cpuS === undefined ? {} : { cpuS }),
      ...(cpuJ === undefined ? {} : { cpuJ }),
      ...(memoryJ === undefined ? {} : { memoryJ }),
      ...(gpuJ === undefined ? {} : { gpuJ }),
    },
    doubt: SLOPE,
    told: {
      from_units: unit.perReplicate,
      to_units: unit.inOne,
      how: "two-lengths",
      short_units: short.units,
      short_replicates: short.replicates.map(({ counted }) => ({
        wall_s: counted.wallS,
        ...(counted.cpuS === undefined ? {} : { cpu_s: counted.cpuS }),
      })),
      start_up: { wall_s: wall.startUp, ...(cpu === undefined ? {} : { cpu_s: cpu.startUp }) },
      per_unit: { wall_s: wall.perUnit, ...(cpu === undefined ? {} : { cpu_s: cpu.perUnit }) },
    },
  };
}

function isThere(pair: readonly (number | undefined)[]): pair is [number, number] {
  return pair.every((value) => value !== undefined);
}

interface Line {
  readonly full: Mean;
  readonly startUp: number;
  readonly perUnit: number;
}

/**
 * The line through the means of both lengths. Each pair, measured side by side, has a line of its own; how far those
 * lie apart at the full length is the scatter (M35). A single pair takes 10 % of each of its two.
 */
function lineThrough(
  pairs: readonly (readonly [short: number, long: number])[],
  { inOne, perReplicate }: WorkloadUnit,
  shortUnits: number,
): Line | undefined {
  const reach = (inOne - perReplicate) / (perReplicate - shortUnits);
  const [short, long] = [mean(pairs.map((pair) => pair[0])), mean(pairs.map((pair) => pair[1]))];
  const perUnit = (long - short) / (perReplicate - shortUnits);
  const value = long + (long - short) * reach;
  const each = pairs.map((pair) => pair[1] + (pair[1] - pair[0]) * reach);
  if (perUnit <= 0 || value <= 0 || each.some((one) => one <= 0)) return undefined;
  const alone = Math.exp((Math.log(SINGLE_RUN_90) * Math.hypot((1 + reach) * long, reach * short)) / value);
  return {
    full: { value, scatter90: pairs.length === 1 ? alone : scatterOfMean(each) },
    startUp: long - perUnit * perReplicate,
    perUnit,
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
