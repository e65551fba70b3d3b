/**
 * Names of lines, in the drawing itself: beside each the shape that stands at its line's end, so that no colour has to tell
 * them apart, and so that a saved drawing or a sheet of paper has them too.
 * @module
 */
import type { JSX } from "preact";
import { fitted, textWidth } from "./axes.tsx";
import { shapePath } from "./path.ts";

/** A line that has a name. */
export interface NamedLine {
  /** Its classes: `training`, `training before`. */
  readonly id: string;
  readonly name: string;
}

/** A name at its place, px. */
export interface PlacedKey extends NamedLine {
  readonly x: number;
  readonly y: number;
}

/** px of a row of names. */
export const KEY_ROW = 17;
/** px² of a shape at a line's end. */
const AREA = 58;
/** px of a sign: a piece of the line with the shape on it. */
const SIGN = 26;
const SIZE = 12;
const APART = 14;
/** Shapes of the phases; `g0`, `g1` and so on have them in their order. */
const SHAPES: Readonly<Record<string, number>> = { training: 3, inference: 0, development: 2, data: 4 };

/** The shape at the end of a line, round 0. What is of the time before is hollow. */
export function LineEnd({ id }: { readonly id: string }): JSX.Element {
  const [of = ""] = id.split(" ");
  return <path class="end" d={shapePath(SHAPES[of] ?? Number(of.slice(1)), AREA)} />;
}

/** Where names stand: in rows from `left` to `right`, the first of them `first` px from the left. */
export function placedKeys(
  lines: readonly NamedLine[],
  { left, first, right, rest }: Readonly<Record<"left" | "first" | "right" | "rest", number>>,
): readonly PlacedKey[] {
  let [x, row] = [first, 0];
  return lines.map(({ id, name }) => {
    const end = row === 0 ? right : rest;
    const text = fitted(name, rest - left - SIGN, SIZE);
    const wide = SIGN + textWidth(text, SIZE);
    if (x + wide > end && x > left) [x, row] = [left, row + 1];
    const at = { id, name: text, x, y: row * KEY_ROW };
    x += wide + APART;
    return at;
  });
}

/** The names. */
export function LineKeys({
  keys,
  y,
}: {
  readonly keys: readonly PlacedKey[];
  /** px of the first row's text. */
  readonly y: number;
}): JSX.Element {
  return (
    <>
      {keys.map((key) => (
        <g key={key.id} class={`series ${key.id}`} transform={`translate(${key.x} ${y + key.y})`}>
          <path class="line" d="M0 -4H20" />
          <g transform="translate(10 -4)">
            <LineEnd id={key.id} />
          </g>
          <text class="key-name" x={SIGN}>
            {key.name}
          </text>
        </g>
      ))}
    </>
  );
}
