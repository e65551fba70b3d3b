/** @module From a map of where text is likely to upright boxes (differentiable binarization, Liao et al. 2020). */

/** A box in pixels of the picture; `score` is the mean probability that text stands in it, 0 to 1. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly score: number;
}

/** How likely text is at each pixel, 0 to 1, row by row. */
export interface ProbabilityMap {
  readonly width: number;
  readonly height: number;
  readonly probabilities: Float32Array;
}

// PP-OCR's own settings. The network marks the core of each line; a box grows from it by area × UNCLIP / perimeter.
const TEXT_FROM = 0.3;
const LEAST_SCORE = 0.6;
const LEAST_SIDE = 3;
const UNCLIP = 1.5;

/** The boxes of the connected regions of text, from top to bottom, in map pixels × `scaleX` and `scaleY`. */
export function textBoxes(map: ProbabilityMap, scaleX: number, scaleY: number): readonly Box[] {
  const boxes: Box[] = [];
  const seen = new Uint8Array(map.probabilities.length);
  for (const start of map.probabilities.keys()) {
    if (seen[start] === 1 || (map.probabilities[start] ?? 0) <= TEXT_FROM) continue;
    const core = spread(map, start, seen);
    const [width, height] = [core.right - core.left + 1, core.bottom - core.top + 1];
    const score = core.sum / core.count;
    if (score < LEAST_SCORE || Math.min(width, height) < LEAST_SIDE) continue;
    const grow = (width * height * UNCLIP) / (2 * (width + height));
    const [left, top] = [Math.max(0, core.left - grow), Math.max(0, core.top - grow)];
    const right = Math.min(map.width, core.right + 1 + grow);
    const bottom = Math.min(map.height, core.bottom + 1 + grow);
    boxes.push({
      x: left * scaleX,
      y: top * scaleY,
      width: (right - left) * scaleX,
      height: (bottom - top) * scaleY,
      score,
    });
  }
  return boxes.toSorted((a, b) => a.y - b.y || a.x - b.x);
}

interface Region {
  left: number;
  right: number;
  top: number;
  bottom: number;
  sum: number;
  count: number;
}

function spread({ width, probabilities }: ProbabilityMap, start: number, seen: Uint8Array): Region {
  const region = { left: width, right: 0, top: Number.POSITIVE_INFINITY, bottom: 0, sum: 0, count: 0 };
  const waiting = [start];
  seen[start] = 1;
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    const x = at % width;
    const y = Math.floor(at / width);
    region.left = Math.min(region.left, x);
    region.right = Math.max(region.right, x);
    region.top = Math.min(region.top, y);
    region.bottom = Math.max(region.bottom, y);
    region.sum += probabilities[at] ?? 0;
    region.count += 1;
    const beside = [x > 0 ? at - 1 : -1, x < width - 1 ? at + 1 : -1, at - width, at + width];
    for (const next of beside) {
      if (seen[next] !== 0 || (probabilities[next] ?? 0) <= TEXT_FROM) continue;
      seen[next] = 1;
      waiting.push(next);
    }
  }
  return region;
}
