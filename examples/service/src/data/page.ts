/** @module Pages of print, drawn here: the words are real, the pictures are not. */
import { fillOutline } from "../image/fill.ts";
import { blankImage, type Image } from "../image/image.ts";
import { bookFont, outlineText } from "../image/outline.ts";
import { normal, seededRandom } from "./random.ts";

/** How a page looks. Sizes in pixels; `noise` is the standard deviation of each level, 0 to 255. */
export interface PageLook {
  readonly width: number;
  readonly height: number;
  readonly letterSize: number;
  readonly margin: number;
  readonly noise: number;
  readonly seed: number;
}

/** A drawn page, and where each line of text stands on it. */
export interface Page {
  readonly image: Image;
  readonly lines: readonly PageLine[];
}

/** A line of text in its box: from the left of the first letter to the right of the last, ascenders to descenders. */
export interface PageLine {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const INK = 40;
// The height of a line in letter sizes, and of the part above and below the baseline that letters fill.
const LEADING = 1.7;
const ASCENT = 0.75;
const DESCENT = 0.3;

/** Draws `lines` one below the other on grained paper that darkens a little to the right. */
export function drawPage(lines: readonly string[], look: PageLook): Page {
  const { width, height, letterSize, margin } = look;
  const font = bookFont();
  const image = blankImage(width, height);
  const random = seededRandom(look.seed);
  const drawn = lines.map((text, index): PageLine => {
    const baseline = margin + ASCENT * letterSize + index * LEADING * letterSize;
    const outline = outlineText(font, text, margin, baseline, letterSize);
    fillOutline(image, outline.edges, INK);
    const y = baseline - ASCENT * letterSize;
    return { text, x: margin, y, width: outline.width, height: (ASCENT + DESCENT) * letterSize };
  });
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    const shade = 1 - (0.15 * (pixel % width)) / width;
    const grain = look.noise * normal(random);
    for (let channel = pixel * 3; channel < pixel * 3 + 3; channel += 1) {
      const level = (image.rgb[channel] ?? 0) * shade + grain;
      image.rgb[channel] = Math.max(0, Math.min(255, Math.round(level)));
    }
  }
  return { image, lines: drawn };
}
