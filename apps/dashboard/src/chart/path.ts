/**
 * Paths of drawings: lines, bands, and shapes of one area that tell groups apart.
 * @module
 */

/** A place, px. */
export type Place = readonly [x: number, y: number];

/** A line through places; by steps, each holds until the next. */
export function linePath(places: readonly Place[], steps: boolean): string {
  const [first, ...rest] = places;
  if (first === undefined) return "";
  const on = rest.map(([x, y]) => (steps ? `H${px(x)}V${px(y)}` : `L${px(x)} ${px(y)}`));
  // a place that is alone would not be seen
  return `M${px(first[0])} ${px(first[1])}${rest.length === 0 ? "Z" : on.join("")}`;
}

/** What lies between two lines of as many places each. */
export function bandPath(upper: readonly Place[], lower: readonly Place[], steps: boolean): string {
  if (upper.length < 2) return "";
  const back = lower.toReversed();
  const [first] = back;
  if (first === undefined) return "";
  const on = back.slice(1).map(([x, y]) => (steps ? `V${px(y)}H${px(x)}` : `L${px(x)} ${px(y)}`));
  return `${linePath(upper, steps)}L${px(first[0])} ${px(first[1])}${on.join("")}Z`;
}

/** Corners of a cross whose arms are 2 wide. */
const CROSS = [-3, -1, -1, -1, -1, -3, 1, -3, 1, -1, 3, -1, 3, 1, 1, 1, 1, 3, -1, 3, -1, 1, -3, 1];

/**
 * Round 0, of an area: a disc, a cross, a diamond, a square, a triangle that stands and one on its tip, a star, an X, three
 * arms, an hourglass. A hexagon is none: so small, it is a disc.
 */
const SHAPES: readonly ((area: number) => string)[] = [
  (area) => {
    const r = px(Math.sqrt(area / Math.PI));
    return `M${r} 0A${r} ${r} 0 1 1 ${-r} 0A${r} ${r} 0 1 1 ${r} 0`;
  },
  (area) => {
    const a = Math.sqrt(area / 5) / 2;
    return polygon(CROSS.map((n) => n * a));
  },
  (area) => {
    const a = Math.sqrt(area / 2 / Math.tan(Math.PI / 6));
    const b = a * Math.tan(Math.PI / 6);
    return polygon([0, -a, b, 0, 0, a, -b, 0]);
  },
  (area) => {
    const a = Math.sqrt(area) / 2;
    return polygon([-a, -a, a, -a, a, a, -a, a]);
  },
  (area) => triangle(Math.sqrt(area / (3 * Math.sqrt(3)))),
  (area) => triangle(-Math.sqrt(area / (3 * Math.sqrt(3)))),
  (area) => {
    // each second corner lies where the lines between the others meet
    const inner = Math.sin(Math.PI / 10) / Math.sin((7 * Math.PI) / 10);
    const r = Math.sqrt(area / (5 * inner * Math.sin(Math.PI / 5)));
    return polygon(around(10).flatMap(([x, y], at) => [x, y].map((n) => n * (at % 2 === 0 ? r : r * inner))));
  },
  (area) => {
    const a = Math.sqrt(area / 10) / 2;
    return polygon(
      CROSS.map((n, at) => (at % 2 === 0 ? n - (CROSS[at + 1] ?? 0) : n + (CROSS[at - 1] ?? 0)) * a),
    );
  },
  (area) => {
    // three squares round a triangle of the same side
    const a = Math.sqrt(area / (3 + Math.sqrt(3) / 4));
    const foot = a / (2 * Math.sqrt(3));
    return polygon(
      [0, 1, 2].flatMap((arm) => turned([-a / 2, foot, -a / 2, foot + a, a / 2, foot + a], -arm / 3)),
    );
  },
  (area) => {
    const a = Math.sqrt(area / 2);
    return polygon([-a, -a, a, -a, -a, a, a, a]);
  },
];
/** How many shapes there are. */
export const SHAPE_COUNT: number = SHAPES.length;

/** Colours of groups. They come round before shapes do, so that no two groups have both alike. */
const COLOURS = 6;

/** Class that gives a group its colour. */
export function colourOf(group: number): string {
  return `g${group % COLOURS}`;
}

/** Path of a group's shape, round 0, of so many px². */
export function shapePath(group: number, area: number): string {
  return SHAPES[group % SHAPES.length]?.(area) ?? "";
}

function triangle(a: number): string {
  return polygon([0, -2 * a, Math.sqrt(3) * a, a, -Math.sqrt(3) * a, a]);
}

/** So many directions, from the top onwards. */
function around(count: number): readonly (readonly [number, number])[] {
  return Array.from({ length: count }, (_, at) => {
    const turn = (at / count) * 2 * Math.PI;
    return [Math.sin(turn), -Math.cos(turn)];
  });
}

/** Corners turned round 0 by a part of a turn. */
function turned(corners: readonly number[], part: number): readonly number[] {
  const [sin, cos] = [Math.sin(part * 2 * Math.PI), Math.cos(part * 2 * Math.PI)];
  return corners.map((n, at) =>
    at % 2 === 0 ? n * cos - (corners[at + 1] ?? 0) * sin : n * cos + (corners[at - 1] ?? 0) * sin,
  );
}

function polygon(numbers: readonly number[]): string {
  const places = numbers.flatMap((x, at) => (at % 2 === 0 ? [`${px(x)} ${px(numbers[at + 1] ?? 0)}`] : []));
  return `M${places.join("L")}Z`;
}

/** A thousandth of a px is more than any screen shows. */
function px(value: number): number {
  return Math.round(value * 1000) / 1000;
}
