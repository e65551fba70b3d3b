/**
 * Paths of drawings: lines, bands, and shapes of one area that tell groups apart.
 * @module
 */

/** A place, px. */
type Place = readonly [x: number, y: number];

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

/** Round 0, an area of 1: a disc, a cross, a diamond, a square, a triangle that stands and one on its tip. */
const SHAPES: readonly ((area: number) => string)[] = [
  (area) => {
    const r = px(Math.sqrt(area / Math.PI));
    return `M${r} 0A${r} ${r} 0 1 1 ${-r} 0A${r} ${r} 0 1 1 ${r} 0`;
  },
  (area) => {
    const a = Math.sqrt(area / 5) / 2;
    return polygon(
      [-3, -1, -1, -1, -1, -3, 1, -3, 1, -1, 3, -1, 3, 1, 1, 1, 1, 3, -1, 3, -1, 1, -3, 1].map((n) => n * a),
    );
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
];

/** Path of a group's shape, round 0, of so many px². */
export function shapePath(group: number, area: number): string {
  return SHAPES[group % SHAPES.length]?.(area) ?? "";
}

function triangle(a: number): string {
  return polygon([0, -2 * a, Math.sqrt(3) * a, a, -Math.sqrt(3) * a, a]);
}

function polygon(numbers: readonly number[]): string {
  const places = numbers.flatMap((x, at) => (at % 2 === 0 ? [`${px(x)} ${px(numbers[at + 1] ?? 0)}`] : []));
  return `M${places.join("L")}Z`;
}

/** A thousandth of a px is more than any screen shows. */
function px(value: number): number {
  return Math.round(value * 1000) / 1000;
}
