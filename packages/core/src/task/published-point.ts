/**
 * Published points (methodology M60): what 1000 inferences of single models take, over their parameters, as others
 * measured them. They stand beside figures of one's own, and enter none.
 * @module
 */
import type { BoundaryRung } from "../energy/boundary.ts";
import { includes } from "../energy/boundary.ts";
import { raise } from "../energy/raise.ts";
import { GrammeError } from "../error.ts";
import { statedFactor } from "../factor.ts";
import { ARCHITECTURES } from "./architecture.rows.ts";
import type { Architecture } from "./architecture.rows.ts";
import type { Modality } from "./modality.ts";
import { modalityOf } from "./modality.ts";
import {
  NODE_GPUS,
  NODE_IDLE_GPU_W,
  POINTS_SOURCE,
  PROMPTED_MODELS,
  TASK_MODELS,
} from "./published-point.rows.ts";
import type { Task } from "./task.rows.ts";

/** Where points are to stand: at a rung as M53 takes them there, or as they were published, the whole node charged. */
export type PointRung = BoundaryRung | "published";

/** What points are restated by. */
export interface Restatement {
  readonly rung: PointRung;
  /** g CO2e/kWh, one grid for all of them, >= 0. The study's own grams stand at a grid that it does not state. */
  readonly gridGPerKwh: number;
  /** PUE, >= 1; wanted from `facility` up. */
  readonly pue?: number;
}

/** One model at one task. */
export interface PublishedPoint {
  /** `point/luccioni-2024/TASK/MODEL`, or `…/prompted/…`. */
  readonly id: string;
  readonly model: string;
  readonly task: Task;
  readonly modality: Modality;
  /** `prompted`: a model of many tasks that was asked to do this one. */
  readonly kind: "task-model" | "prompted";
  /** Parameters, counted without the head of the task. */
  readonly parameters: number;
  /** Where its architecture is described. */
  readonly described: string;
  /** Per 1000 inferences. */
  readonly energyKwh: number;
  /** Per 1000 inferences. */
  readonly co2eG: number;
}

/** Points at one rung and one grid, and what is missing among them. */
export interface PublishedPoints {
  readonly rung: PointRung;
  readonly points: readonly PublishedPoint[];
  /** Models that were measured, and whose parameters nobody trustworthy states. */
  readonly withoutParameters: number;
  /** Points of which no energy is known at this rung. */
  readonly notAtRung: number;
  /** The publication, with its year, its licence and the day it was read. */
  readonly source: typeof POINTS_SOURCE;
}

interface Measured {
  readonly task: Task;
  readonly kind: PublishedPoint["kind"];
  readonly model: string;
  readonly architecture: Architecture | undefined;
  /** kWh per 1000: of the whole node, and of one GPU's share of it where it can be told. */
  readonly nodeKwh: number;
  readonly shareKwh: number | undefined;
}

const MEASURED: readonly Measured[] = measured();

/**
 * Points of the study at a rung, restated at one grid.
 * @throws GrammeError `invalid-number` for a grid below 0, a PUE below 1, or either not finite; `missing-input` where a
 * rung wants a PUE and none is said
 */
export function publishedPoints({ rung, gridGPerKwh, pue }: Restatement): PublishedPoints {
  atLeast(0, gridGPerKwh, "gridGPerKwh");
  if (pue !== undefined) atLeast(1, pue, "pue");
  const factor = rung === "published" ? undefined : raised(rung, pue);
  const known = MEASURED.filter(({ architecture }) => architecture !== undefined);
  const points = known.flatMap((one): PublishedPoint[] => {
    const { task, kind, model, architecture, nodeKwh, shareKwh } = one;
    const energyKwh =
      rung === "published"
        ? nodeKwh
        : shareKwh === undefined || factor === undefined
          ? undefined
          : shareKwh * factor;
    if (architecture === undefined || energyKwh === undefined) return [];
    const [parameters, described] = ARCHITECTURES[architecture];
    const folder = kind === "prompted" ? `prompted/${task}` : task;
    return [
      {
        id: `point/luccioni-2024/${folder}/${model}`,
        model,
        task,
        modality: modalityOf(task),
        kind,
        parameters,
        described,
        energyKwh,
        co2eG: energyKwh * gridGPerKwh,
      },
    ];
  });
  return {
    rung,
    points,
    withoutParameters: MEASURED.length - known.length,
    notAtRung: known.length - points.length,
    source: POINTS_SOURCE,
  };
}

/** What one GPU's share is multiplied by to stand at a rung; undefined where there is no way (M53). */
function raised(rung: BoundaryRung, pue: number | undefined): number | undefined {
  if (pue === undefined && includes(rung, "facility")) {
    throw new GrammeError("missing-input", `pue is wanted at the rung ${rung}`, { field: "pue" });
  }
  return raise("share", rung, { pue: statedFactor("pue", pue ?? 1, "1") })?.by.value;
}

function measured(): readonly Measured[] {
  return [
    ...TASK_MODELS.flatMap(({ task, models }) =>
      models.map(([model, architecture, nodeKwh, gpuKwh, seconds]): Measured => {
        const idleKwh = (NODE_IDLE_GPU_W / 1000) * (seconds / 3600);
        const shareKwh = gpuKwh - (idleKwh * (NODE_GPUS - 1)) / NODE_GPUS + (nodeKwh - gpuKwh) / NODE_GPUS;
        return { task, kind: "task-model", model, architecture, nodeKwh, shareKwh };
      }),
    ),
    ...PROMPTED_MODELS.flatMap(({ task, models }) =>
      models.map(([model, architecture, nodeKwh]): Measured => ({
        task,
        kind: "prompted",
        model,
        architecture,
        nodeKwh,
        shareKwh: undefined,
      })),
    ),
  ];
}

function atLeast(least: number, value: number, field: string): void {
  if (Number.isFinite(value) && value >= least) return;
  throw new GrammeError("invalid-number", `${field} must be a finite number >= ${least}, found ${value}`, {
    field,
    found: String(value),
    expected: `a finite number >= ${least}`,
  });
}
