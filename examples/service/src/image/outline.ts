/** @module Text as outlines: the straight edges of its letters in a real font. */
import { readFileSync } from "node:fs";
import { parse, type Font } from "opentype.js";
import { packageFile } from "../package-file.ts";

/** One straight edge of a letter, in pixels, y downward. */
export interface Edge {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** A line of text ready to be drawn: its edges and its width in pixels. */
export interface TextOutline {
  readonly edges: readonly Edge[];
  readonly width: number;
}

// Enough straight pieces that a curve of a letter looks round at reading sizes.
const CURVE_PIECES = 6;

/** Crimson Text, a book face (SIL Open Font License 1.1). */
export function bookFont(): Font {
  const file = readFileSync(
    packageFile("@fontsource/crimson-text", "files/crimson-text-latin-400-normal.woff"),
  );
  return parse(new Uint8Array(file).buffer);
}

/** The outlines of `line` in letters `size` pixels high, from `x` on, standing on `baseline`. */
export function outlineText(
  font: Font,
  line: string,
  x: number,
  baseline: number,
  size: number,
): TextOutline {
  const edges: Edge[] = [];
  let [startX, startY, atX, atY] = [0, 0, 0, 0];
  const lineTo = (toX: number, toY: number): void => {
    edges.push({ x0: atX, y0: atY, x1: toX, y1: toY });
    [atX, atY] = [toX, toY];
  };
  for (const command of font.getPath(line, x, baseline, size).commands) {
    switch (command.type) {
      case "M":
        [startX, startY, atX, atY] = [command.x, command.y, command.x, command.y];
        break;
      case "L":
        lineTo(command.x, command.y);
        break;
      case "Q":
      case "C": {
        const [fromX, fromY] = [atX, atY];
        // A quadratic curve is the cubic one whose control points lie two thirds of the way to its own.
        const [c1x, c1y, c2x, c2y] =
          command.type === "C"
            ? [command.x1, command.y1, command.x2, command.y2]
            : [
                (fromX + 2 * command.x1) / 3,
                (fromY + 2 * command.y1) / 3,
                (command.x + 2 * command.x1) / 3,
                (command.y + 2 * command.y1) / 3,
              ];
        for (let piece = 1; piece <= CURVE_PIECES; piece += 1) {
          const t = piece / CURVE_PIECES;
          lineTo(bezier(fromX, c1x, c2x, command.x, t), bezier(fromY, c1y, c2y, command.y, t));
        }
        break;
      }
      case "Z":
        lineTo(startX, startY);
        break;
    }
  }
  return { edges, width: font.getAdvanceWidth(line, size) };
}

function bezier(from: number, control1: number, control2: number, to: number, t: number): number {
  const s = 1 - t;
  return s ** 3 * from + 3 * s * s * t * control1 + 3 * s * t * t * control2 + t ** 3 * to;
}
