/** @module Filling outlines with ink. */
import type { Image } from "./image.ts";
import type { Edge } from "./outline.ts";

const LINES_PER_PIXEL = 4;

/** Fills the outlines on `image` with grey `ink` (0 black … 255 white), edges smoothed. Nonzero winding, as fonts want. */
export function fillOutline(image: Image, edges: readonly Edge[], ink: number): void {
  const coverage = new Float32Array(image.width * image.height);
  const top = Math.max(0, Math.floor(Math.min(...edges.map(({ y0, y1 }) => Math.min(y0, y1)))));
  const bottom = Math.min(image.height, Math.ceil(Math.max(...edges.map(({ y0, y1 }) => Math.max(y0, y1)))));
  for (let line = top * LINES_PER_PIXEL; line < bottom * LINES_PER_PIXEL; line += 1) {
    const row = Math.floor(line / LINES_PER_PIXEL) * image.width;
    let winding = 0;
    let from = 0;
    for (const { x, turn } of crossings(edges, (line + 0.5) / LINES_PER_PIXEL)) {
      if (winding !== 0) cover(coverage.subarray(row, row + image.width), from, x);
      winding += turn;
      from = x;
    }
  }
  for (const [pixel, covered] of coverage.entries()) {
    for (let channel = pixel * 3; channel < pixel * 3 + 3; channel += 1) {
      const paper = image.rgb[channel] ?? 0;
      image.rgb[channel] = Math.round(paper + (ink - paper) * Math.min(1, covered));
    }
  }
}

interface Crossing {
  readonly x: number;
  readonly turn: 1 | -1;
}

function crossings(edges: readonly Edge[], y: number): readonly Crossing[] {
  const found: Crossing[] = [];
  for (const { x0, y0, x1, y1 } of edges) {
    if (y0 <= y === y1 <= y) continue;
    found.push({ x: x0 + ((y - y0) / (y1 - y0)) * (x1 - x0), turn: y1 > y0 ? 1 : -1 });
  }
  return found.toSorted((a, b) => a.x - b.x);
}

function cover(row: Float32Array, from: number, to: number): void {
  const last = Math.min(row.length, Math.ceil(to));
  for (let x = Math.max(0, Math.floor(from)); x < last; x += 1) {
    row[x] = (row[x] ?? 0) + Math.max(0, Math.min(to, x + 1) - Math.max(from, x)) / LINES_PER_PIXEL;
  }
}
