/**
 * Sets of labels that a shard counts under, and how many a day may have.
 * @module
 */
import { dayOf } from "./ages.ts";
import type { Dims } from "./contract.ts";
import { dimsDigest, dimsKey } from "./dims.ts";

/**
 * Most sets of labels that one shard counts under in one UTC day. A service has tens; a version made up per request has
 * millions, and every one is 24 rows a day in the book. A limit by day, so that one bad day does not spoil the next.
 */
export const MOST_LABELS_A_DAY = 2000;

/** Sets of labels of one shard. */
export interface Labels {
  /** Number of the labels, a new one if need be; undefined where the day of the hour has too many. */
  readonly numberOf: (hour: number, dims: Dims) => number | undefined;
}

/** Labels kept in the shard's tables. What is kept in memory is theirs too, so drop it when a transaction fails. */
export function labelsIn(sql: SqlStorage, tenant: string, most: number = MOST_LABELS_A_DAY): Labels {
  const numbers = new Map<string, number>();
  const days = new Map<number, Set<number>>();

  function known(key: string): number | undefined {
    const label = numbers.get(key) ?? sql.exec<{ label: number }>(FIND, key).toArray()[0]?.label;
    if (label !== undefined) numbers.set(key, label);
    return label;
  }

  function ofDay(day: number): Set<number> {
    const there = days.get(day);
    if (there !== undefined) return there;
    const rows = sql.exec<{ label: number }>(OF_HOURS, day * 24, day * 24 + 23);
    const labels = new Set(Array.from(rows, ({ label }) => label));
    days.set(day, labels);
    return labels;
  }

  return {
    numberOf(hour, dims) {
      const key = dimsKey(dims);
      const label = known(key);
      const day = ofDay(dayOf(hour));
      if (label !== undefined && day.has(label)) return label;
      if (day.size >= most) return undefined;
      const number = label ?? sql.exec<{ label: number }>(ADD, key, dimsDigest(tenant, key)).one().label;
      numbers.set(key, number);
      day.add(number);
      return number;
    },
  };
}

const FIND = "SELECT label FROM labels WHERE key = ?";
const OF_HOURS = "SELECT DISTINCT label FROM cells WHERE hour BETWEEN ? AND ?";
const ADD = "INSERT INTO labels (key, digest) VALUES (?, ?) RETURNING label";
