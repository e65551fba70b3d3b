/**
 * The published points, at the grid and the rung of one's own figures.
 * @module
 */
import { type PublishedPoint, publishedPoints, type PointRung } from "@gramme/core/published-points";
import type { WireApiGround } from "@gramme/core/wire/api";
import type { Boundary, Group, Measure } from "../../state/url-state.ts";

/** Points beside one's own figures, and in which conditions. */
export interface Beside {
  readonly points: readonly PublishedPoint[];
  /** g CO2e/kWh that both stand at; undefined where no grid is in use. */
  readonly gridGPerKwh: number | undefined;
  /** Grids in use: of more than one, the first is taken. */
  readonly grids: number;
  readonly rung: PointRung;
  readonly source: { readonly title: string; readonly url: string };
  readonly withoutParameters: number;
}

/** Points restated by the grid and PUE that are in use. */
export function besideGround(ground: WireApiGround, boundary: Boundary): Beside {
  const of = (start: string): readonly number[] => [
    ...new Set(ground.factors.filter(({ id }) => id.startsWith(start)).map(({ value }) => value)),
  ];
  const grids = of("grid/");
  const [grid] = grids;
  const [pue] = of("pue/");
  // at device and lifecycle the study has no figure: what it published stands there, and it is said
  const reachable =
    boundary === "share" || boundary === "node" || (boundary === "facility" && pue !== undefined);
  const rung: PointRung = reachable ? boundary : "published";
  const { points, source, withoutParameters } = publishedPoints({
    rung,
    gridGPerKwh: grid ?? 0,
    ...(pue === undefined ? {} : { pue }),
  });
  return { points, gridGPerKwh: grid, grids: grids.length, rung, source, withoutParameters };
}

/** Least to most of what others measured of a task or modality, at one's own grid. */
export function publishedRange(
  beside: Beside | undefined,
  group: Group,
  key: string,
  of: Measure,
): { readonly value: number; readonly low: number; readonly high: number } | undefined {
  if (beside?.gridGPerKwh === undefined || (group !== "task" && group !== "modality")) return undefined;
  const all = beside.points
    .filter((point) => point[group] === key && point.kind === "task-model")
    .map(({ co2eG, energyKwh }) => (of === "energy" ? energyKwh : co2eG))
    .toSorted((a, b) => a - b);
  const [low] = all;
  const high = all.at(-1);
  const middle = all[Math.floor(all.length / 2)];
  return low === undefined || high === undefined || middle === undefined
    ? undefined
    : { value: middle, low, high };
}
