/**
 * How often a shard writes up. Every changed cell is two rows of the book, hour and day, and rows are what it costs.
 * @module
 */

/**
 * Shortest pause between a change and its write-up. Five cells that change all the time are 10 rows in 5 s: 5 million a
 * month, of the 50 million that a paid plan has, and a page that is 5 s late still looks live.
 */
const SHORTEST_MS = 5000;
/** Per cell of the last write-up: at most 40 rows a second, however many cells change. */
const PER_CELL_MS = 50;
/** Longest pause: a minute late is as late as the book gets while it works. */
const LONGEST_MS = 60_000;
/** Longest pause while the book does not answer. */
const LONGEST_RETRY_MS = 300_000;

/** Pause before the next write-up, ms, after one of so many cells. */
export function pauseMs(cells: number): number {
  return Math.min(LONGEST_MS, Math.max(SHORTEST_MS, cells * PER_CELL_MS));
}

/** Pause after so many failures in a row, ms: doubled each time, and uneven, so that shards do not come back as one. */
export function retryMs(failures: number, random: () => number = Math.random): number {
  return Math.min(LONGEST_RETRY_MS, SHORTEST_MS * 2 ** (failures - 1)) * (1 + random() / 4);
}

/** A shard that has nothing to do looks once a day whether something may leave. */
export const UNTIL_TOMORROW_MS = 86_400_000;
