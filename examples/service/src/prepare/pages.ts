/** @module Pages for the readers of print: real words, drawn here. */
import { declaration } from "../data/declaration.ts";
import { drawPage, type Page } from "../data/page.ts";
import { cropImage, type Image } from "../image/image.ts";

const LETTERS_PER_LINE = 32;
const LINES_PER_PAGE = 8;
// Room round a line, in pixels, as a detector leaves it.
const MARGIN = 3;

/** `count` pages of 320 × 320 pixels with eight lines of the Declaration of Human Rights in English on each. */
export function printedPages(count: number): readonly Page[] {
  const lines = wrapped(declaration("eng").join(" "), LETTERS_PER_LINE);
  return Array.from({ length: count }, (_, page) =>
    drawPage(lines.slice(page * LINES_PER_PAGE, (page + 1) * LINES_PER_PAGE), {
      width: 320,
      height: 320,
      letterSize: 19,
      margin: 24,
      noise: 5,
      seed: page + 1,
    }),
  );
}

/** The picture of each line of the pages, cut out. */
export function lineImages(pages: readonly Page[]): readonly Image[] {
  return pages.flatMap(({ image, lines }) =>
    lines.map(({ x, y, width, height }) =>
      cropImage(image, x - MARGIN, y - MARGIN, width + 2 * MARGIN, height + 2 * MARGIN),
    ),
  );
}

function wrapped(text: string, letters: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/)) {
    if (line !== "" && line.length + 1 + word.length > letters) {
      lines.push(line);
      line = "";
    }
    line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
