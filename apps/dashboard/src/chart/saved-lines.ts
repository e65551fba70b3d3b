/**
 * A text in lines: drawings have none of their own.
 * @module
 */

/**
 * Lines no wider than `room`, broken at spaces, and within a word that is wider than a line.
 * @param wide width of a text, in the unit of `room`
 */
export function wrapped(text: string, room: number, wide: (text: string) => number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/u)) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (wide(longer) <= room) {
      line = longer;
      continue;
    }
    if (line !== "") lines.push(line);
    line = "";
    for (const letter of word) {
      if (line !== "" && wide(line + letter) > room) {
        lines.push(line);
        line = "";
      }
      line += letter;
    }
  }
  return line === "" ? lines : [...lines, line];
}

/** As many of a text's sentences, from the first, as fit into so many lines; none where the first does not. */
export function firstSentences(
  text: string,
  most: number,
  room: number,
  wide: (text: string) => number,
): readonly string[] {
  const sentences = text.split(/(?<=[.!?]) (?=\p{Lu})/u);
  for (let count = sentences.length; count > 0; count -= 1) {
    const lines = wrapped(sentences.slice(0, count).join(" "), room, wide);
    if (lines.length <= most) return lines;
  }
  return [];
}
