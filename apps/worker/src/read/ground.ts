/**
 * What an answer rests on: factors, assumptions, restatements, what is not counted.
 * @module
 */
import type { Factor, ServedAssumption } from "@gramme/core";
import { assumedOnce } from "@gramme/core";
import type { WireApiGround, WireApiRestated } from "@gramme/core/wire";
import { wireFactor } from "@gramme/core/wire";
import { NOT_COUNTED } from "@gramme/core/words";
import type { LabelRow } from "./label-rows.ts";
import type { LiveShare } from "./live-share.ts";
import type { Reading } from "./reading.ts";

/** What the figures of an answer were made with. */
export interface Made {
  readonly rows: readonly Pick<LabelRow, "profile" | "profile_version">[];
  readonly factors: readonly Factor[];
  /** Whether figures of runs are in it, besides those of profiles that runs calibrate. */
  readonly ofRuns?: boolean;
  readonly assumptions: readonly ServedAssumption[];
  /** What was read live of the grid; absent where hours were not asked for. */
  readonly live?: LiveShare | undefined;
  readonly restated?: readonly WireApiRestated[];
}

/** The ground of an answer. */
export function groundOf(reading: Reading, made: Made): WireApiGround {
  const factors = [
    ...new Map(made.factors.map((factor) => [`${factor.id} ${factor.value}`, factor])).values(),
  ];
  const { live } = made;
  return {
    accounting: "location-based",
    grid: {
      asked: live === undefined ? "annual" : "hourly",
      live_share: live?.share ?? null,
    },
    factors: factors.map((factor) => wireFactor(factor)),
    ...(made.ofRuns === true || made.rows.some((row) => isCalibrated(reading, row))
      ? { measured_by_runs: true as const }
      : {}),
    assumptions: assumedOnce([
      ...made.assumptions,
      ...(live?.assumptions ?? []),
      ...reading.toCome(made.rows, factors),
    ]).map(({ code, text }) => ({ code, text })),
    restated: [...reading.restated(made.rows, factors), ...(made.restated ?? [])],
    not_counted: [...NOT_COUNTED],
  };
}

function isCalibrated(reading: Reading, row: Made["rows"][number]): boolean {
  const stands = reading.standing(row);
  return typeof stands === "object" && stands.input.kind === "calibrated";
}
