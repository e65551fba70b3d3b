import {
  area,
  curveLinear,
  curveStepAfter,
  line,
  symbol,
  symbolCross,
  symbolDiamond,
  symbolSquare,
  symbolStar,
  symbolWye,
} from "d3-shape";
import { describe, expect, it } from "vitest";
import { bandPath, colourOf, linePath, SHAPE_COUNT, shapePath } from "./path.ts";

/** Numbers and letters of a path, whatever stands between. */
const told = (path: string | null): readonly (string | number)[] =>
  (path ?? "")
    .match(/[A-Z]|-?[\d.]+(?:e-?\d+)?/gu)
    ?.map((part) => (/[A-Z]/u.test(part) ? part : Number(part))) ?? [];

/** Corners that a path of straight lines goes through. */
const corners = (path: string | null): readonly string[] => {
  let [x, y] = [0, 0];
  const found: string[] = [];
  for (const [, letter = "", numbers = ""] of (path ?? "").matchAll(/([MLHVhv])([-\d.e, ]+)/gu)) {
    const values = numbers.split(/[ ,]+/u).map(Number);
    if (letter === "H") x = values[0] ?? 0;
    else if (letter === "V") y = values[0] ?? 0;
    else if (letter === "h") x += values[0] ?? 0;
    else if (letter === "v") y += values[0] ?? 0;
    else [x = 0, y = 0] = values;
    const corner = `${x.toFixed(2)} ${y.toFixed(2)}`;
    if (found.at(-1) !== corner) found.push(corner);
  }
  return found;
};

const UPPER = [
  [10, 40],
  [30, 20],
  [50, 25],
] as const;
const LOWER = UPPER.map(([x, y]) => [x, y + 8] as const);

describe("paths go where d3's go", () => {
  it.each([true, false])("lines and bands, by steps: %s", (steps) => {
    const curve = steps ? curveStepAfter : curveLinear;
    expect(corners(linePath(UPPER, steps))).toEqual(
      corners(line().curve(curve)(UPPER.map(([x, y]) => [x, y]))),
    );
    const theirs = area<readonly [number, number]>()
      .y0(([, y]) => y + 8)
      .y1(([, y]) => y)
      .curve(curve)([...UPPER]);
    expect(corners(bandPath(UPPER, LOWER, steps))).toEqual(corners(theirs));
  });

  it("of one place or of none", () => {
    expect([linePath([], true), bandPath([], [], true), bandPath([[1, 2]], [[1, 4]], false)]).toEqual([
      "",
      "",
      "",
    ]);
    expect(linePath([[1, 2]], true)).toBe("M1 2Z");
  });

  it.each([
    [1, symbolCross],
    [2, symbolDiamond],
    [3, symbolSquare],
    [6, symbolStar],
    [8, symbolWye],
  ])("shape %d has the area and the form of d3's", (group, type) => {
    const close = (path: string | null): readonly (readonly number[])[] =>
      corners(path)
        .map((corner) => corner.split(" ").map((n) => Math.round(Number(n) * 10) / 10 + 0))
        .toSorted(([a = 0, b = 0], [c = 0, d = 0]) => a - c || b - d);
    expect(close(shapePath(group, 6400))).toEqual(close(symbol(type, 6400)()));
    expect(told(shapePath(0, 64)).slice(1, 2)).toEqual([4.514]);
  });

  it("shapes of straight lines have the area that was asked for", () => {
    const corner = (path: string): readonly (readonly number[])[] =>
      corners(path).map((one) => one.split(" ").map(Number));
    const areas = Array.from({ length: SHAPE_COUNT - 2 }, (_, at) => {
      const all = corner(shapePath(at + 1, 6400));
      const doubled = all.reduce((sum, [x = 0, y = 0], index) => {
        const [nextX = 0, nextY = 0] = all[(index + 1) % all.length] ?? [];
        return sum + x * nextY - y * nextX;
      }, 0);
      return Math.round(Math.abs(doubled / 2) / 64);
    });
    expect(areas).toEqual(areas.map(() => 100));
  });

  it("groups have ten shapes and six colours: thirty groups, and no two look alike", () => {
    const looks = Array.from({ length: 30 }, (_, group) => `${colourOf(group)} ${shapePath(group, 64)}`);
    expect(new Set(looks.map((look) => look.split(" ").slice(1).join(" "))).size).toBe(10);
    expect(new Set(looks).size).toBe(30);
  });
});
