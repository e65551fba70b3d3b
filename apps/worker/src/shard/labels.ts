/**
 * Sets of labels that a shard counts under, and how many a day may have.
 * @module
 */
import { dayOf } from "./ages.ts";
import type { Dims } from "./contract.ts";
import { dimsDigest, dimsKey } from "./dims.ts";

/**
 * Most sets of labels that one shard counts under in one UTC day. A service has tens; a version made up per request has
 * millions, and every one is 24 rows a day in the book. A limit by day, so that one bad day does not spoil the next. And a
 * sender may bring in no more of them than are still free: the first half of all, the next half of the rest; so one that
 * goes wrong keeps nobody else out.
 */
export const MOST_LABELS_A_DAY = 4000;

/** Sets of labels of one shard. */
export interface Labels {
  /** Number of the labels, a new one if need be; undefined where the day of the hour has no room for what this sender brings. */
  readonly numberOf: (hour: number, dims: Dims, sender: string) => number | undefined;
}

interface Day {
  readonly labels: Set<number>;
  /** Sender → labels that it brought in. */
  readonly brought: Map<string, number>;
}

/** Labels kept in the shard's tables. What is kept in memory is theirs too, so drop it when a transaction fails. */
export function labelsIn(sql: SqlStorage, tenant: string, most: number = MOST_LABELS_A_DAY): Labels {
  const numbers = new Map<string, number>();
  const days = new Map<number, Day>();

  function known(key: string): number | undefined {
    const label = numbers.get(key) ?? sql.exec<{ label: number }>(FIND, key).toArray()[0]?.label;
    if (label !== undefined) numbers.set(key, label);
    return label;
  }

  function dayIn(day: number): Day {
    const there = days.get(day);
    if (there !== undefined) return there;
    const rows = sql.exec<{ label: number }>(OF_HOURS, day * 24, day * 24 + 23);
    const shares = sql.exec<{ sender: string; labels: number }>(BROUGHT, day);
    const read: Day = {
      labels: new Set(Array.from(rows, ({ label }) => label)),
      brought: new Map(Array.from(shares, ({ sender, labels }) => [sender, labels])),
    };
    days.set(day, read);
    return read;
  }

  return {
    numberOf(hour, dims, sender) {
      const key = dimsKey(dims);
      const label = known(key);
      const { labels, brought } = dayIn(dayOf(hour));
      if (label !== undefined && labels.has(label)) return label;
      const before = brought.get(sender) ?? 0;
      if (before >= most - labels.size) return undefined;
      const number = label ?? sql.exec<{ label: number }>(ADD, key, dimsDigest(tenant, key)).one().label;
      sql.exec(BRING, dayOf(hour), sender, before + 1);
      numbers.set(key, number);
      labels.add(number);
      brought.set(sender, before + 1);
      return number;
    },
  };
}

const FIND = "SELECT label FROM labels WHERE key = ?";
const OF_HOURS = "SELECT DISTINCT label FROM cells WHERE hour BETWEEN ? AND ?";
const BROUGHT = "SELECT sender, labels FROM brought WHERE day = ?";
const ADD = "INSERT INTO labels (key, digest) VALUES (?, ?) RETURNING label";
const BRING = "INSERT OR REPLACE INTO brought VALUES (?, ?, ?)";
