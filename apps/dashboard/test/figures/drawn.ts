/**
 * What a drawing shows, read off it as a reader does: by its axes.
 * @module
 */
import type { Locator } from "playwright-core";
import type { Quantity } from "./csv-file.ts";
import { saidAmount } from "./said-figure.ts";

interface Mark {
  /** px along the axis. */
  readonly at: number;
  readonly text: string;
}

interface Drawing {
  readonly unit: string;
  readonly left: readonly Mark[];
  readonly bottom: readonly Mark[];
  /** px: top of a bar, lower end of its whisker, upper end. */
  readonly bars: readonly (readonly number[])[];
  /** px: a dot, left end of its line, right end. */
  readonly dots: readonly (readonly number[])[];
}

/** Something drawn, with its interval where it has one. */
export interface Drawn {
  /** What stands there by the axis, for people who look for the fault. */
  readonly reads: readonly number[];
  /** Whether it is that quantity, within a pixel and a half. */
  readonly is: (quantity: Quantity) => boolean;
}

/** Half a line, and what rounds to whole pixels. */
const OFF_PX = 1.5;

/** Bars by a linear axis at the left, and dots by a logarithmic one below, in the ledger's units. */
export async function drawnQuantities(svg: Locator): Promise<readonly Drawn[]> {
  const { left, bottom, bars, dots, unit } = await svg.evaluate(drawingOf);
  const linear = scaleOf(left, unit, (value) => value);
  const log = scaleOf(bottom, "", Math.log10);
  if (bars.length > 0 && linear === undefined) throw new Error("bars without an axis that can be read");
  if (dots.length > 0 && log === undefined) throw new Error("dots without an axis that can be read");
  return [
    ...(linear === undefined ? [] : bars.map((px) => drawn(px, linear))),
    ...(log === undefined ? [] : dots.map((px) => drawn(px, (at) => 10 ** log(at)))),
  ];
}

function drawn(px: readonly number[], valueAt: (at: number) => number): Drawn {
  return {
    reads: px.map(valueAt),
    is: ({ value, low, high }) =>
      [value, low, high].slice(0, px.length).every((exact, end) => {
        const at = px[end] ?? Number.NaN;
        const [a, b] = [valueAt(at - OFF_PX), valueAt(at + OFF_PX)];
        return exact >= Math.min(a, b) && exact <= Math.max(a, b);
      }),
  };
}

/** In the page. */
function drawingOf(element: Element): Drawing {
  // oxlint-disable-next-line unicorn/consistent-function-scoping -- it runs in the page, and takes nothing of this file with it
  const number = (node: Element | null, name: string): number => Number(node?.getAttribute(name));
  const groups = [...element.querySelectorAll(".axis g")];
  const base = number(element.querySelector(".axis .base"), "y1");
  // a bar that does not stand on the axis is a step from another, and is told by its words
  const standing = [...element.querySelectorAll("rect.bar")].filter(
    (bar) => Math.abs(number(bar, "y") + number(bar, "height") - base) < 1,
  );
  const bars = standing.map((bar) => {
    const middle = number(bar, "x") + number(bar, "width") / 2;
    const ends = bar.parentElement?.querySelector("path.whisker")?.getAttribute("d") ?? "";
    const whisker = [...ends.matchAll(/M([\d.e-]+) ([\d.e-]+)V([\d.e-]+)/gu)].find(
      ([, x]) => Math.abs(Number(x) - middle) < 1,
    );
    return [number(bar, "y"), ...(whisker === undefined ? [] : whisker.slice(2).map(Number))];
  });
  const dots = [...element.querySelectorAll("circle.dot")].map((dot) => {
    const range = dot.parentElement?.querySelector("line.range") ?? null;
    return [number(dot, "cx"), ...(range === null ? [] : [number(range, "x1"), number(range, "x2")])];
  });
  return {
    unit: element.querySelector(".axis .unit")?.textContent ?? "",
    left: groups.flatMap((group) => {
      const text = group.querySelector("text[text-anchor=end]");
      return text === null ? [] : [{ at: number(text, "y"), text: text.textContent ?? "" }];
    }),
    // labels at the ends are moved into the drawing: lines stand where their value is
    bottom: groups.flatMap((group) => {
      const [line, text] = [group.querySelector("line"), group.querySelector("text[text-anchor=middle]")];
      return line === null || text === null ? [] : [{ at: number(line, "x1"), text: text.textContent ?? "" }];
    }),
    bars,
    dots,
  };
}

/** The line through the first mark and the last; nothing where there are not two. */
function scaleOf(
  marks: readonly Mark[],
  unit: string,
  by: (value: number) => number,
): ((at: number) => number) | undefined {
  const known = marks.flatMap(({ at, text }) => {
    const value = saidAmount(text, unit);
    return value === undefined ? [] : [{ at, value: by(value) }];
  });
  const [first] = known;
  const last = known.at(-1);
  if (first === undefined || last === undefined || first.at === last.at) return undefined;
  const slope = (last.value - first.value) / (last.at - first.at);
  return (at) => first.value + (at - first.at) * slope;
}
