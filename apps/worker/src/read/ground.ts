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
import type { Reading } from "./reading.ts";

/** What the figures of an answer were made with. */
export interface Made {
  readonly rows: readonly LabelRow[];
  readonly factors: readonly Factor[];
  readonly assumptions: readonly ServedAssumption[];
  /** J with a live intensity, and all J; absent where hours were not asked for. */
  readonly live?: { readonly joules: number; readonly of: number } | undefined;
  readonly restated?: readonly WireApiRestated[];
}

/** The ground of an answer. */
export function groundOf(reading: Reading, made: Made): WireApiGround {
  const factors = [
    ...new Map(made.factors.map((factor) => [`${factor.id} ${factor.value}`, factor])).values(),
  ];
  const { live } = made;
  const share = live === undefined ? null : live.of === 0 ? 0 : Math.min(1, live.joules / live.of);
  return {
    accounting: "location-based",
    grid: {
      asked: live === undefined ? "annual" : "hourly",
      live_share: share,
    },
    factors: factors.map((factor) => wireFactor(factor)),
    assumptions: assumedOnce([...made.assumptions, ...annualPart(share)]).map(({ code, text }) => ({
      code,
      text,
    })),
    restated: [...reading.restated(made.rows, factors), ...(made.restated ?? [])],
    not_counted: [...NOT_COUNTED],
  };
}

/** That hours were asked for, and the annual average taken for some of the energy. */
function annualPart(share: number | null): readonly ServedAssumption[] {
  if (share === null || share > 0.9999) return [];
  const text = `the grid of ${((1 - share) * 100).toFixed(1)} % of the energy was not read live: its annual average was taken`;
  return [{ code: "grid-annual", text }];
}
