/**
 * Tables of a shard. No index but the keys: every row written is paid for, and so is every row of an index.
 * @module
 */
import { COUNTERS } from "@gramme/core";

/**
 * How the tables came to be, step by step; a shard runs those that it has not run. A step that was deployed never
 * changes.
 */
const STEPS: readonly string[] = [
  `
  -- one row: whose shard it is, and how far it is written up
  CREATE TABLE state (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    tenant TEXT NOT NULL,
    shard INTEGER NOT NULL,
    -- cells and producers up to this revision are in the book
    written INTEGER NOT NULL,
    -- nothing is taken for hours before
    first_hour INTEGER NOT NULL,
    -- ids of days before are forgotten
    first_named_day INTEGER NOT NULL
  );
  -- key: JSON of the labels; digest: id of the labels in the book
  CREATE TABLE labels (label INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, digest TEXT NOT NULL);
  CREATE TABLE cells (
    hour INTEGER NOT NULL,
    label INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    ${COUNTERS.map((name) => `${name} INTEGER NOT NULL`).join(", ")},
    PRIMARY KEY (hour, label)
  ) WITHOUT ROWID;
  -- highest revision of an hour's cells, and since when the book lacks one
  CREATE TABLE hours (hour INTEGER PRIMARY KEY, revision INTEGER NOT NULL, dirty_since_ms INTEGER NOT NULL);
  CREATE TABLE producers (
    producer TEXT PRIMARY KEY,
    revision INTEGER NOT NULL,
    -- seqs that counted: see SeenSeqs
    forgotten INTEGER NOT NULL,
    ranges TEXT NOT NULL,
    last_seq INTEGER NOT NULL,
    last_seen_ms INTEGER NOT NULL,
    lost INTEGER NOT NULL
  ) WITHOUT ROWID;
  -- what was refused of a numbered batch that counted in part: its replay is told the same
  CREATE TABLE refusals (
    producer TEXT NOT NULL,
    seq INTEGER NOT NULL,
    at_ms INTEGER NOT NULL,
    cells TEXT NOT NULL,
    PRIMARY KEY (producer, seq)
  ) WITHOUT ROWID;
  -- ids that counted, with the day of their event
  CREATE TABLE seen (id TEXT PRIMARY KEY, day INTEGER NOT NULL) WITHOUT ROWID;
  `,
  `
  -- by the events' positions, where cells' keys had been: those change with the profile, and are long
  DROP TABLE refusals;
  CREATE TABLE refusals (
    producer TEXT NOT NULL,
    seq INTEGER NOT NULL,
    at_ms INTEGER NOT NULL,
    -- RefusedEvents, JSON
    events TEXT NOT NULL,
    PRIMARY KEY (producer, seq)
  ) WITHOUT ROWID;
  -- sets of labels that a sender was the first of a day to count under
  CREATE TABLE brought (day INTEGER NOT NULL, sender TEXT NOT NULL, labels INTEGER NOT NULL, PRIMARY KEY (day, sender))
    WITHOUT ROWID;
  `,
];

/** Brings the tables up to date. Call within one turn, before anything else. */
export function prepareTables(storage: DurableObjectStorage): void {
  const { sql } = storage;
  sql.exec("CREATE TABLE IF NOT EXISTS steps (done INTEGER NOT NULL)");
  const done = sql.exec<{ done: number }>("SELECT done FROM steps").toArray()[0]?.done ?? 0;
  if (done === STEPS.length) return;
  if (done > STEPS.length) throw new Error(`tables of step ${done}, but this code knows ${STEPS.length}`);
  storage.transactionSync(() => {
    for (const step of STEPS.slice(done)) sql.exec(step);
    sql.exec("DELETE FROM steps");
    sql.exec("INSERT INTO steps VALUES (?)", STEPS.length);
  });
}
