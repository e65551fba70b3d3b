/**
 * Strings from data as Markdown that says only what it reads. On GitHub a backslash keeps no mention, reference, link,
 * emoji or formula from forming: those are looked for in the finished page, and only code is passed over
 * (github/cmark-gfm#389). So what could become one is printed as code, and all other punctuation is escaped.
 * @module
 */

/** Longest name that is printed, in characters. */
const LONGEST_NAME = 64;
/** Longest text that is printed, in characters. */
const LONGEST_TEXT = 300;
/** Marks that may stand on one letter: enough for every language, too few to paint over the lines beside it. */
const MOST_MARKS = 3;

/** Joins emoji, or chooses how a sign is drawn: of no meaning by itself. */
const VARIANTS = /[\u{FE00}-\u{FE0F}\u{E0100}-\u{E01EF}]/gu;
/** What is not seen or turns the line round: control, bidirectional, zero-width, private, tag characters. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu;
const MARKS = new RegExp(String.raw`(\p{M}{${MOST_MARKS}})\p{M}+`, "gu");

/** Shortened to `most` characters, the last an ellipsis. */
export function capped(text: string, most: number): string {
  const characters = Array.from(text);
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join("")}…`;
}

/**
 * One line of visible characters: white space is one blank, what is not seen is shown as `�`, and no comment opens.
 * For plain text, such as a title. It is not yet safe as Markdown.
 */
export function plainLine(text: string, most: number = LONGEST_TEXT): string {
  // a long text is cut before the work too
  const line = text
    .slice(0, most * 8)
    .toWellFormed()
    .replaceAll(/[\s\u{0085}\u{2028}\u{2029}]+/gu, " ")
    .replaceAll(VARIANTS, "")
    .replaceAll(UNSEEN, "�")
    .replaceAll(MARKS, "$1")
    // nobody can write the marker by which our own comment is found
    .replaceAll("<!--", "<! --")
    .trim();
  return capped(line, most);
}

/** A name or other short datum as a code span. Inside a table, `row` sees to its pipes. */
export function code(text: string, most: number = LONGEST_NAME): string {
  const line = plainLine(text, most);
  if (line === "") return "`(empty)`";
  const longest = Math.max(0, ...[...line.matchAll(/`+/gu)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  // a blank keeps the datum's own backticks from joining the fence; Markdown takes it away again
  const pad = line.startsWith("`") || line.endsWith("`") ? " " : "";
  return `${fence}${pad}${line}${pad}${fence}`;
}

/** What GitHub, or a mail program after it, would make something of: looked for in one word, whose bounds are those of ASCII. */
const ALIVE: readonly RegExp[] = [
  // mention, team, e-mail, owner/repo@commit
  /@[^\s]/u,
  // issue, pull request, owner/repo#1, a coloured dot
  /#[\p{L}\p{N}]/u,
  /(?<![a-z0-9])(?:gh|ghsa|cve)-[a-z0-9]/iu,
  // a reference that a repository defines itself: JIRA-1
  /(?<![A-Za-z0-9])[A-Z]{2,}-\d/u,
  // a commit
  /(?<![a-z0-9_])[0-9a-f]{7,}(?![a-z0-9_])/iu,
  // an address
  /:\/\/|www\.|mailto:|xmpp:/iu,
  // an emoji's name
  /:[\w+-]+:/u,
  // a formula
  /\$/u,
];

/** Leading and trailing punctuation of a word, which need not stand in its code span. */
const WORD = /^(?<open>["'“”‘’(]*)(?<core>.*?)(?<close>["'“”‘’),.;:!?…]*)$/su;

function word(text: string): string {
  if (!ALIVE.some((pattern) => pattern.test(text))) return escaped(text);
  const { open = "", core = "", close = "" } = WORD.exec(text)?.groups ?? {};
  return core === "" ? code(text) : `${escaped(open)}${code(core, LONGEST_TEXT)}${escaped(close)}`;
}

/** Punctuation that means something in Markdown, escaped. A pipe becomes an entity, as a backslash is not enough in every table. */
function escaped(text: string): string {
  return text.replaceAll(/[\\`*_[\]<>&~#]/gu, String.raw`\$&`).replaceAll("|", "&#124;");
}

/** A text from data, as Markdown within a line: what GitHub would link stands as code. */
export function prose(text: string, most: number = LONGEST_TEXT): string {
  const line = plainLine(text, most)
    .split(" ")
    .map((part) => word(part))
    .join(" ");
  // what would open a list, a heading or a rule at the start of a line
  return line.replace(/^(\d{1,9})([.)])(?= |$)/u, String.raw`$1\$2`).replace(/^[-+=]/u, String.raw`\$&`);
}

/** Row of a table from finished Markdown. Only code spans still hold pipes, and only there is a backslash literal. */
export function row(cells: readonly string[]): string {
  const safe = cells.map((cell) =>
    // parsers differ on two backslashes before a pipe, so that none is left there
    cell.replaceAll(/\\*\|/gu, (run) => String.raw`${"∖".repeat(run.length - 1)}\|`),
  );
  return `| ${safe.join(" | ")} |`;
}

/** How a column stands. */
export type Side = "left" | "right";

/** A whole table; empty without rows. Columns on the right hold quantities, which do not break before their unit. */
export function table(
  columns: readonly (readonly [title: string, side: Side])[],
  rows: readonly (readonly string[])[],
): string {
  if (rows.length === 0) return "";
  const whole = (cells: readonly string[]): readonly string[] =>
    cells.map((cell, at) => (columns[at]?.[1] === "right" ? cell.replaceAll(" ", "\u{A0}") : cell));
  return [
    row(columns.map(([title]) => title)),
    row(columns.map(([, side]) => (side === "left" ? ":--" : "--:"))),
    ...rows.map((cells) => row(whole(cells))),
  ].join("\n");
}

/** A value with its interval under it, small: our only line break and small print in a cell. */
export function over(value: string, interval: string): string {
  return `${value}<br><sub>${interval}</sub>`;
}

/**
 * A block of code that its text cannot end, every line of it made of visible characters. Lines keep their indentation.
 * Of many lines the last are kept: they say what went wrong.
 */
export function fencedLines(text: string, language: string, most: number): string {
  const lines = text.split(/\r\n|[\r\n]/u).map((line) => {
    const indent = /^ */u.exec(line)?.[0] ?? "";
    return line.trim() === "" ? "" : `${indent.slice(0, 40)}${plainLine(line, 200)}`;
  });
  return fenced(lines.length <= most ? lines.join("\n") : ["…", ...lines.slice(-most)].join("\n"), language);
}

/** A block of code that its text, of visible characters already, cannot end. */
export function fenced(text: string, language: string = "text"): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/gu)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

/** A part that is folded away. `summary` is HTML of ours; without content there is none. */
export function details(summary: string, content: string): string {
  return content === "" ? "" : `<details>\n<summary>${summary}</summary>\n\n${content}\n\n</details>`;
}

/** Blocks one under the other, those that are empty left out. */
export function stacked(blocks: readonly (string | undefined)[]): string {
  return blocks.filter((block) => block !== undefined && block !== "").join("\n\n");
}
