/**
 * Keeps events in a Durable Object's SQLite. Every change is one synchronous transaction, so that what was taken is
 * kept, whatever comes after.
 * @module
 */
import { type Batch, type BatchLimits, halvesOf, roomOf } from "../batch.ts";
import { type Pace, UNHINDERED } from "../pace.ts";
import { type ProblemKind, type Tally, emptyTally } from "../state.ts";
import type { BatchSource, RefusedEvent, Settlement } from "../store.ts";

/** What a store in SQLite works with. */
export interface SqlStoreSetting {
  readonly storage: DurableObjectStorage;
  readonly limits: BatchLimits;
  /** Most events that wait; of more, the oldest that were never sent are given up. */
  readonly mostEvents: number;
  /** Name for the batches of an object that is new. */
  readonly newProducer: () => string;
  readonly tell: (kind: ProblemKind, words: string) => void;
}

/** Who hands events over, and the number under which: handed over twice, they are kept once. */
export interface Hand {
  readonly producer: string;
  readonly seq: number;
  readonly lost: number;
}

/** A store in SQLite. */
export interface SqlStore extends BatchSource {
  readonly tally: Tally;
  readonly pace: { get(): Pace; set(pace: Pace): void };
  /** Keeps events, each as JSON. False where this hand had handed them over before. */
  keep(lines: readonly string[], nowMs: number, hand?: Hand): boolean;
  /** The newest dead letters, at most so many. */
  refused(most: number): readonly RefusedEvent[];
  take(all: boolean): Batch | undefined;
}

/** What is kept besides events. */
interface Book {
  readonly producer: string;
  seq: number;
  waiting: number;
  untoldLost: number;
  pace: Pace;
  tally: Tally;
}

const MOST_REFUSED = 10_000;
/** A hand that was not heard of for a day does not come back. */
const HAND_MS = 86_400_000;
/** No event is as long. */
const MOST_LINE_BYTES = 65_536;

/** The store of an object; its tables are made if they are not there. */
export function sqlStore(setting: SqlStoreSetting): SqlStore {
  const { storage, limits, mostEvents, tell } = setting;
  const { sql } = storage;
  const out = new Set<number>();
  sql.exec(`
    CREATE TABLE IF NOT EXISTS kept (n INTEGER PRIMARY KEY, events INTEGER NOT NULL, lines TEXT NOT NULL);
    CREATE TABLE IF NOT EXISTS batch (seq INTEGER PRIMARY KEY, lost INTEGER NOT NULL, events INTEGER NOT NULL,
      tried INTEGER NOT NULL, lines TEXT NOT NULL);
    CREATE TABLE IF NOT EXISTS hand (producer TEXT PRIMARY KEY, seq INTEGER NOT NULL, at_unix_ms INTEGER NOT NULL)
      WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS refused (n INTEGER PRIMARY KEY, event TEXT NOT NULL);
    CREATE TABLE IF NOT EXISTS book (one INTEGER PRIMARY KEY CHECK (one = 1), book TEXT NOT NULL);
  `);
  const [row] = sql.exec<{ book: string }>("SELECT book FROM book").toArray();
  let book: Book =
    row === undefined
      ? {
          // no number may come again under the same name, should the storage be wiped
          producer: setting.newProducer(),
          seq: 0,
          waiting: 0,
          untoldLost: 0,
          pace: UNHINDERED,
          tally: emptyTally(),
        }
      : (JSON.parse(row.book) as Book);

  /** All or nothing, in memory too. */
  const change = <T>(run: () => T): T => {
    const before = structuredClone(book);
    try {
      return storage.transactionSync(() => {
        const result = run();
        sql.exec("INSERT OR REPLACE INTO book (one, book) VALUES (1, ?)", JSON.stringify(book));
        return result;
      });
    } catch (error) {
      book = before;
      throw error;
    }
  };

  const lose = (events: number, words: string): void => {
    book.untoldLost += events;
    book.tally.lost += events;
    tell("lost", words);
  };

  const put = (batch: Batch): void => {
    sql.exec(
      "INSERT OR REPLACE INTO batch (seq, lost, events, tried, lines) VALUES (?, ?, ?, ?, ?)",
      batch.seq,
      batch.lost,
      batch.lines.length,
      batch.unclear ? 1 : 0,
      batch.lines.join("\n"),
    );
  };

  /** Gives up the oldest that were never sent until all have room. */
  const makeRoom = (): void => {
    while (book.waiting > mostEvents) {
      const [oldest] = sql
        .exec<{ events: number }>("DELETE FROM kept WHERE n = (SELECT min(n) FROM kept) RETURNING events")
        .toArray();
      const events =
        oldest?.events ??
        sql
          .exec<{ events: number }>(
            "DELETE FROM batch WHERE seq = (SELECT min(seq) FROM batch WHERE tried = 0) RETURNING events",
          )
          .toArray()[0]?.events;
      if (events === undefined) return;
      book.waiting -= events;
      lose(events, `more than ${mostEvents} events wait; the oldest ${events} are given up`);
    }
  };

  const insert = (lines: readonly string[]): void => {
    for (let at = 0; at < lines.length;) {
      const room = roomOf(limits);
      const from = at;
      while (at < lines.length && room.take(lines[at] ?? "")) at += 1;
      const chunk = lines.slice(from, at);
      sql.exec("INSERT INTO kept (events, lines) VALUES (?, ?)", chunk.length, chunk.join("\n"));
    }
  };

  const isRepeated = (hand: Hand, nowMs: number): boolean => {
    const [known] = sql
      .exec<{ seq: number }>("SELECT seq FROM hand WHERE producer = ?", hand.producer)
      .toArray();
    if (known !== undefined && known.seq >= hand.seq) return true;
    if (known === undefined) sql.exec("DELETE FROM hand WHERE at_unix_ms < ?", nowMs - HAND_MS);
    sql.exec(
      "INSERT OR REPLACE INTO hand (producer, seq, at_unix_ms) VALUES (?, ?, ?)",
      hand.producer,
      hand.seq,
      nowMs,
    );
    return false;
  };

  const seal = (): void => {
    const room = roomOf(limits);
    const lines: string[] = [];
    let last: number | undefined;
    for (const kept of sql.exec<{ n: number; lines: string }>("SELECT n, lines FROM kept ORDER BY n")) {
      const more = kept.lines.split("\n");
      if (!more.every((line) => room.take(line)) && last !== undefined) break;
      lines.push(...more);
      last = kept.n;
    }
    if (last === undefined) return;
    sql.exec("DELETE FROM kept WHERE n <= ?", last);
    book.seq += 1;
    put({ producer: book.producer, seq: book.seq, lost: book.untoldLost, lines, unclear: false });
    book.untoldLost = 0;
  };

  const oldest = (): Batch | undefined => {
    type Row = { seq: number; lost: number; tried: number; lines: string };
    for (const found of sql.exec<Row>("SELECT seq, lost, tried, lines FROM batch ORDER BY seq LIMIT 5")) {
      if (out.has(found.seq)) continue;
      const lines = found.lines.split("\n");
      return {
        producer: book.producer,
        seq: found.seq,
        lost: found.lost,
        lines,
        unclear: found.tried === 1,
      };
    }
    return undefined;
  };

  return {
    get tally() {
      return book.tally;
    },
    pace: {
      get: () => book.pace,
      set: (pace) => {
        if (pace.failures === 0 && book.pace.failures === 0) return;
        change(() => {
          book.pace = pace;
        });
      },
    },
    waiting: () => book.waiting,
    keep: (lines, nowMs, hand) =>
      change(() => {
        if (hand !== undefined && isRepeated(hand, nowMs)) return false;
        if (hand !== undefined && hand.lost > 0) {
          book.tally.added += hand.lost;
          lose(hand.lost, `${hand.lost} events were given up before they came here`);
        }
        const fitting = lines.filter(isEvent);
        book.tally.added += lines.length;
        if (fitting.length < lines.length)
          lose(lines.length - fitting.length, "what was handed over is no event");
        insert(fitting);
        book.waiting += fitting.length;
        makeRoom();
        return true;
      }),
    take(all) {
      const batch = change(() => {
        const again = oldest();
        if (again !== undefined) return again;
        if (!all && book.waiting < limits.events) return undefined;
        seal();
        return oldest();
      });
      if (batch === undefined) return undefined;
      // kept before the batch goes out: from then on it may have been counted
      sql.exec("UPDATE batch SET tried = 1 WHERE seq = ?", batch.seq);
      out.add(batch.seq);
      return batch;
    },
    giveBack(batch, unclear) {
      out.delete(batch.seq);
      if (!unclear && !batch.unclear) sql.exec("UPDATE batch SET tried = 0 WHERE seq = ?", batch.seq);
    },
    settle(batch, settlement) {
      out.delete(batch.seq);
      return change(() => {
        const gone = sql.exec("DELETE FROM batch WHERE seq = ? RETURNING seq", batch.seq).toArray();
        if (gone.length === 0) return false;
        book.waiting -= batch.lines.length;
        if (!settlement.taken) book.untoldLost += batch.lost;
        bury(sql, settlement);
        return true;
      });
    },
    split(batch) {
      out.delete(batch.seq);
      change(() => {
        book.seq += 1;
        for (const half of halvesOf(batch, book.seq)) put(half);
      });
      return true;
    },
    refused: (most) =>
      sql
        .exec<{ event: string }>("SELECT event FROM refused ORDER BY n DESC LIMIT ?", most)
        .toArray()
        .map(({ event }) => JSON.parse(event) as RefusedEvent),
  };
}

/** Whether a line can be an event: one that is none would spoil its whole batch. */
function isEvent(line: string): boolean {
  return line.length <= MOST_LINE_BYTES && line.startsWith("{") && line.endsWith("}") && !line.includes("\n");
}

/** Keeps the newest dead letters. */
function bury(sql: SqlStorage, { refused }: Settlement): void {
  if (refused.length === 0) return;
  for (const event of refused) sql.exec("INSERT INTO refused (event) VALUES (?)", JSON.stringify(event));
  sql.exec("DELETE FROM refused WHERE n <= (SELECT max(n) FROM refused) - ?", MOST_REFUSED);
}
