/**
 * A badge drawn: two words side by side, as READMEs have them. No colour praises or blames a figure, and nothing is loaded
 * from anywhere.
 * @module
 */

/** What a badge says. */
export interface BadgeWords {
  readonly label: string;
  readonly value: string;
  /** The whole of it in words, for those who hear it and for those who hover. */
  readonly reading: string;
  readonly isKnown: boolean;
}

const HEIGHT = 20;
const PADDING = 6;
const BASELINE = 14;
const LABEL_FILL = "#4a4a4a";
const KNOWN_FILL = "#35607f";
const UNKNOWN_FILL = "#6b6b6b";

/** Widths of characters of an 11 px sans serif, by class, px. Text is set to the sum, so a font that differs still fits. */
const WIDTHS: readonly (readonly [characters: RegExp, width: number])[] = [
  [/[ijlI|!.,:;'´`·]/u, 3.9],
  [/[ftr()[\]/\\ -]/u, 4.6],
  [/[mwMW%@]/u, 10],
  [/[A-Z]/u, 7.8],
  [/[a-z0-9]/u, 6.9],
];
const OTHER_WIDTH = 9;

/** Width of a text, px. */
export function textWidth(text: string): number {
  const sum = Array.from(text).reduce(
    (width, character) => width + (WIDTHS.find(([of]) => of.test(character))?.[1] ?? OTHER_WIDTH),
    0,
  );
  return Math.round(sum);
}

/** The SVG of a badge. */
export function drawnBadge({ label, value, reading, isKnown }: BadgeWords): string {
  const [left, right] = [textWidth(label), textWidth(value)];
  const [leftBox, rightBox] = [left + 2 * PADDING, right + 2 * PADDING];
  const width = leftBox + rightBox;
  const fill = isKnown ? KNOWN_FILL : UNKNOWN_FILL;
  const said = escaped(`${label}: ${reading}`);
  const word = (x: number, length: number, text: string): string =>
    `<text x="${x}" y="${BASELINE}" textLength="${length}" lengthAdjust="spacingAndGlyphs">${escaped(text)}</text>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${HEIGHT}" role="img" aria-label="${said}">`,
    `<title>${said}</title>`,
    // no ids: those of several badges in one page would be each other's
    `<path d="M${leftBox} 0H3a3 3 0 0 0-3 3v14a3 3 0 0 0 3 3H${leftBox}z" fill="${LABEL_FILL}"/>`,
    `<path d="M${leftBox} 0H${width - 3}a3 3 0 0 1 3 3v14a3 3 0 0 1-3 3H${leftBox}z" fill="${fill}"/>`,
    `<g fill="#fff" font-family="Verdana,Geneva,DejaVu Sans,sans-serif" font-size="11">`,
    word(PADDING, left, label),
    word(leftBox + PADDING, right, value),
    `</g></svg>\n`,
  ].join("");
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text as XML has it; what XML has not, and what turns the text beside it round, is left out. */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Bidi_Control}\uFFFE\uFFFF]/gu, "")
    .replace(/[&<>"']/gu, (character) => ENTITIES[character] ?? "");
}
