/**
 * What the book does not have yet, in slices that fit into one write. Everything in it is absolute and carries its
 * revision, so that writing it twice, late or in parts changes nothing.
 * @module
 */
import { COUNTERS } from "@gramme/core";

/**
 * Cells and producers of one slice. A cell is at most 400 bytes of counters and 700 of labels, and a parameter of the
 * book's may have 2 MB.
 */
export const ROWS_A_SLICE = 1000;

/** A slice of the backlog, as JSON. The shard's SQL makes the texts, so that no counter passes through a double. */
export interface Slice {
  /** `[[…labels, id], …]` */
  readonly dims: string;
  /** `[[hour, id of the labels, revision, …counters], …]` */
  readonly hours: string;
  /** `[[day, id of the labels, revision, …counters], …]` */
  readonly days: string;
  /** `[[producer, revision, last seq, last seen ms, lost], …]` */
  readonly producers: string;
  /** Cells of hours in it. */
  readonly cells: number;
  /** Once this slice is in the book, the book has all up to this revision. */
  readonly upTo: number;
}

const NAMES = COUNTERS.join(", ");
const SUMS = COUNTERS.map((name) => `sum(${name}) AS ${name}`).join(", ");
const HOURS_OF_A_DAY = JSON.stringify(Array.from({ length: 24 }, (_, hour) => hour));

/** Names of producers that the book lacks something of, as far as they are not too many. Reads them all: for once, when a shard wakes up. */
export function dirtyProducers(sql: SqlStorage): readonly string[] {
  const rows = sql.exec<{ producer: string }>(
    "SELECT producer FROM producers WHERE revision > (SELECT written FROM state) LIMIT ?",
    MOST_NAMED + 1,
  );
  return Array.from(rows, ({ producer }) => producer);
}

// dirty hours are few, and lead to their cells by key
const CELLS = "hours h CROSS JOIN cells c ON c.hour = h.hour WHERE h.revision > ?1 AND c.revision > ?1";
const NAMED = "json_each(?2) CROSS JOIN producers p ON p.producer = value WHERE p.revision > ?1";
const ANY = "producers p WHERE p.revision > ?1 AND ?2 IS NULL";

/** Most names that are looked up one by one, and handed over in one text of at most 2 MB. Of more, all rows are read. */
export const MOST_NAMED = 10_000;

/**
 * The next slice after revision `written`, or undefined where the book has all.
 * @param producers names of all that may be dirty; where there are more than {@link MOST_NAMED}, some of them do
 */
export function nextSlice(
  sql: SqlStorage,
  written: number,
  producers: readonly string[],
  rows: number = ROWS_A_SLICE,
): Slice | undefined {
  const named = producers.length <= MOST_NAMED;
  const names = named ? JSON.stringify(producers) : null;
  const ofProducers = named ? NAMED : ANY;
  const { upTo } = sql
    .exec<{ upTo: number | null }>(
      `SELECT max(revision) AS upTo FROM (
        SELECT c.revision FROM ${CELLS} UNION ALL SELECT p.revision FROM ${ofProducers} ORDER BY 1 LIMIT ?3)`,
      written,
      names,
      rows,
    )
    .one();
  if (upTo === null) return undefined;
  const dirty = `SELECT c.* FROM ${CELLS} AND c.revision <= ?2`;
  const cells = (statement: string): { readonly rows: string; readonly n: number } =>
    sql.exec<{ rows: string; n: number }>(statement, written, upTo).one();
  const hours = cells(
    `SELECT json_group_array(json_array(hour, digest, revision, ${NAMES})) AS rows, count(*) AS n
    FROM (${dirty}) JOIN labels USING (label)`,
  );
  return {
    hours: hours.rows,
    days: cells(
      `WITH days AS (SELECT DISTINCT hour / 24 AS day, label FROM (${dirty})),
      sums AS (
        SELECT day, d.label, max(revision) AS revision, ${SUMS}
        FROM days d CROSS JOIN json_each('${HOURS_OF_A_DAY}')
        CROSS JOIN cells c ON c.hour = day * 24 + value AND c.label = d.label GROUP BY day, d.label)
      SELECT json_group_array(json_array(day, digest, revision, ${NAMES})) AS rows, count(*) AS n
      FROM sums JOIN labels USING (label)`,
    ).rows,
    dims: cells(
      `SELECT json_group_array(json_insert(key, '$[#]', digest)) AS rows, count(*) AS n
      FROM labels WHERE label IN (SELECT label FROM (${dirty}))`,
    ).rows,
    producers: sql
      .exec<{ rows: string }>(
        `SELECT json_group_array(json_array(producer, revision, last_seq, last_seen_ms, lost)) AS rows
        FROM ${ofProducers} AND p.revision <= ?3`,
        written,
        names,
        upTo,
      )
      .one().rows,
    cells: hours.n,
    upTo,
  };
}
