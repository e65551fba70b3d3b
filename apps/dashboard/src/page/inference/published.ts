/**
 * The published points, at the grid and the rung of one's own figures.
 * @module
 */
import { type PublishedPoint, publishedPoints, type PointRung } from "@gramme/core/published-points";
import type { WireApiGround } from "@gramme/core/wire/api";
import type { Boundary } from "../../state/url-state.ts";

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
