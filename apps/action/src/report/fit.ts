/**
 * Makes a report fit: the details of the least interesting go first, then rows, and what is left out is counted.
 * @module
 */
import { comparisonsOf } from "./checked.ts";
import { documentIn } from "./document.ts";
import { rowsByInterest } from "./interest.ts";
import { outcomeOf } from "./outcome.ts";
import { prose, stacked } from "./markdown.ts";
import type { Report } from "./report.ts";
import type { Room } from "./room.ts";

const ALL = Number.MAX_SAFE_INTEGER;

/** From all to little; rows stay as long as anything else can go. */
const ROOMS: readonly Room[] = [
  { rows: ALL, explained: ALL, detailed: ALL, charts: ALL, texts: 40 },
  { rows: ALL, explained: 40, detailed: 8, charts: ALL, texts: 30 },
  { rows: ALL, explained: 20, detailed: 4, charts: 8, texts: 20 },
  { rows: ALL, explained: 12, detailed: 2, charts: 4, texts: 12 },
  { rows: ALL, explained: 6, detailed: 1, charts: 2, texts: 8 },
];
/** Where rows have to go: first with some details kept, then with few, then with none. */
const TIGHT: readonly Room[] = [
  { rows: ALL, explained: 6, detailed: 1, charts: 2, texts: 8 },
  { rows: ALL, explained: 3, detailed: 0, charts: 1, texts: 3 },
];
const BARE: Room = { rows: ALL, explained: 0, detailed: 0, charts: 0, texts: 1 };

/** The report in at most `most` characters, however much there is to tell. */
export function fitted(report: Report, most: number): string {
  for (const room of ROOMS) {
    const text = documentIn(report, room);
    if (text.length <= most) return text;
  }
  const regressions = comparisonsOf(report).filter(
    ({ compared }) => compared.verdict === "regression",
  ).length;
  for (const room of TIGHT) {
    const rows = mostRows(report, room, most);
    // details are worth less than the row of a regression
    if (rows >= Math.max(regressions, 1)) return documentIn(report, { ...room, rows });
  }
  const rows = mostRows(report, BARE, most);
  if (rows >= 0) return documentIn(report, { ...BARE, rows });
  return `${stacked([
    `### ${prose(outcomeOf(report).title)}`,
    "There is too much to tell in one comment; the artifact of the run has it all.",
  ])}\n`;
}

/** How many rows, the most interesting first, leave the whole short enough; -1 where not even none does. */
function mostRows(report: Report, room: Room, most: number): number {
  const all = rowsByInterest(report).length;
  return mostThatFits(all, (rows) => documentIn(report, { ...room, rows }).length <= most);
}

/** The largest count from 0 to `all` that fits; -1 where not even 0 does. */
function mostThatFits(all: number, isFitting: (count: number) => boolean): number {
  let fits = -1;
  let over = all + 1;
  while (over - fits > 1) {
    const middle = Math.floor((fits + over) / 2);
    if (isFitting(middle)) fits = middle;
    else over = middle;
  }
  return fits;
}
