/**
 * How counters by slot come out of the book: one row a label, its slots as JSON, and only of those counters that its rate
 * goes by: tens of thousands of rows are dear to hand over.
 * @module
 */
import type { COUNTERS } from "@gramme/core";

/** A counter's name. */
export type CounterName = (typeof COUNTERS)[number];

/** A part of a period in one of the book's tables. */
export type SlotRange =
  | {
      readonly unit: "day" | "hour";
      /** Days or hours since 1970, the end not included. */
      readonly range: readonly [from: number, to: number];
    }
  | {
      readonly unit: "bucket";
      /** Days since 1970 of each bucket, the end not included; a slot is its place among them. */
      readonly days: readonly (readonly [from: number, to: number])[];
    };

/** Counters of one label's slots, list by list. */
export interface SlotLists {
  readonly slots: readonly number[];
  readonly lists: Readonly<Partial<Record<CounterName, readonly number[]>>>;
  /** Over all of them: inferences that told a reading, where no counter here is of readings. */
  readonly unused: number;
}

/** A row: `id`, and texts of JSON by name. */
export type SlotRow = { readonly id: string; readonly unused: number } & Readonly<Record<string, string>>;

/** A sum as an integer, whose text is quick to make and exact; as a double, where it is more than integers hold. */
function whole(name: string): string {
  return `iif(total(${name}) < 9e18, CAST(total(${name}) AS INTEGER), total(${name}))`;
}

/** The statement that reads a part of a period for labels that go by the same counters. */
export function slotStatement(
  book: D1Database,
  tenant: string,
  part: SlotRange,
  counters: readonly CounterName[],
  ids: readonly string[],
): D1PreparedStatement {
  const readings = counters.includes("metered") ? "0" : "total(metered)";
  if (part.unit === "bucket") {
    const sums = ["b.n", "count(*)", readings, ...counters.map(whole)];
    // each bucket is a range of the key, so that its days are summed up as they lie
    return book
      .prepare(
        `WITH b(n, first, past) AS MATERIALIZED (SELECT key, value ->> 0, value ->> 1 FROM json_each(?3))
         SELECT d.value AS id, json_group_array(json((
           SELECT json_array(${sums.join(", ")}) FROM days
           WHERE tenant = ?1 AND dims = d.value AND day >= b.first AND day < b.past
         ))) AS buckets FROM json_each(?2) AS d CROSS JOIN b GROUP BY d.key`,
      )
      .bind(tenant, JSON.stringify(ids), JSON.stringify(part.days));
  }
  const { unit, range } = part;
  const lists = counters.map((name) => `json_group_array(${name}) AS "${name}"`);
  return book
    .prepare(
      `SELECT dims AS id, ${readings} AS unused, json_group_array(${unit}) AS slot, ${lists.join(", ")}
       FROM ${unit === "day" ? "days" : "hours"}
       WHERE tenant = ?1 AND dims IN (SELECT value FROM json_each(?2)) AND ${unit} >= ?3 AND ${unit} < ?4
       GROUP BY dims`,
    )
    .bind(tenant, JSON.stringify(ids), ...range);
}

/** What a row of that statement holds; undefined where nothing was counted. */
export function slotLists(
  row: SlotRow,
  { unit }: SlotRange,
  counters: readonly CounterName[],
): SlotLists | undefined {
  if (unit === "bucket") {
    const rows = (JSON.parse(row["buckets"] ?? "[]") as number[][]).filter(([, cells = 0]) => cells > 0);
    if (rows.length === 0) return undefined;
    const column = (at: number): readonly number[] => rows.map((numbers) => numbers[at] ?? 0);
    return {
      slots: column(0),
      lists: Object.fromEntries(counters.map((name, n) => [name, column(n + 3)])),
      unused: column(2).reduce((sum, readings) => sum + readings, 0),
    };
  }
  return {
    slots: numbersOf(row["slot"]),
    lists: Object.fromEntries(counters.map((name) => [name, numbersOf(row[name])])),
    unused: row.unused,
  };
}

function numbersOf(text = "[]"): readonly number[] {
  return JSON.parse(text) as number[];
}
