import { area, curveLinear, curveStepAfter, line, symbol, symbolsFill } from "d3-shape";
import { describe, expect, it } from "vitest";
import { bandPath, linePath, shapePath } from "./path.ts";

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

  it("the first shapes have the area and the form of d3's", () => {
    for (const [group, type] of symbolsFill.slice(1, 4).entries()) {
      expect(corners(shapePath(group + 1, 64)).toSorted()).toEqual(corners(symbol(type, 64)()).toSorted());
    }
    expect(told(shapePath(0, 64)).slice(1, 2)).toEqual([4.514]);
  });

  it("groups have six shapes, and go round", () => {
    expect(new Set([0, 1, 2, 3, 4, 5, 6].map((group) => shapePath(group, 64))).size).toBe(6);
  });
});
