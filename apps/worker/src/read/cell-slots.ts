/**
 * Counters of a period by day or hour. Each label's slots come as a few lists, one a counter, and only of those counters
 * that its rate goes by: tens of thousands of rows are dear to hand over.
 * @module
 */
import type { ServedAmount, ServedClass } from "@gramme/core";
import { COEFFICIENTS, COUNTERS, COVERED_BY } from "@gramme/core";
import type { Env } from "../env.ts";
import type { LabelRow } from "./label-rows.ts";

/** A label with the class of its requests. */
export interface LabelClass {
  readonly row: LabelRow;
  readonly of: ServedClass;
}

/** A part of a period in one of the book's tables. */
export interface SlotRange {
  readonly unit: "day" | "hour";
  /** Days or hours since 1970, the end not included. */
  readonly range: readonly [from: number, to: number];
}

/** Takes the slots of one label, and the amount in each. A slot can come more than once, from several shards. */
export type TakeSlots = (
  of: LabelClass,
  unit: "day" | "hour",
  slots: readonly number[],
  amountAt: (index: number) => ServedAmount,
) => void;

/** Counters of one label's slots, list by list. */
type Lists = Readonly<Partial<Record<CounterName, readonly number[]>>>;

type CounterName = (typeof COUNTERS)[number];

/** Counters that the amounts of a class go by. */
function countersOf({ rate }: ServedClass): readonly CounterName[] {
  const always: readonly CounterName[] = ["count", "failed"];
  if (!rate.known) return always;
  const named = [
    ...always,
    COVERED_BY[rate.basis],
    ...(rate.basis === "timed" ? (["alone"] as const) : []),
    ...(Object.keys(rate.joulesPer) as CounterName[]),
  ];
  return COUNTERS.filter((counter) => named.includes(counter));
}

function statement(
  book: D1Database,
  tenant: string,
  { unit, range }: SlotRange,
  counters: readonly CounterName[],
  ids: readonly string[],
): D1PreparedStatement {
  const lists = ["slot", ...counters].map(
    (name) => `json_group_array(${name === "slot" ? unit : name}) AS "${name}"`,
  );
  return book
    .prepare(
      `SELECT dims AS id, ${lists.join(", ")} FROM ${unit === "day" ? "days" : "hours"}
       WHERE tenant = ?1 AND dims IN (SELECT value FROM json_each(?2)) AND ${unit} >= ?3 AND ${unit} < ?4
       GROUP BY dims`,
    )
    .bind(tenant, JSON.stringify(ids), ...range);
}

/** Hands over every amount of a period by slot; one round trip. */
export async function eachSlot(
  env: Pick<Env, "BOOK">,
  tenant: string,
  classes: readonly LabelClass[],
  ranges: readonly SlotRange[],
  take: TakeSlots,
): Promise<void> {
  const byId = new Map(classes.map((one) => [one.row.id, one]));
  const kinds = Map.groupBy(classes, ({ of }) => countersOf(of).join(" "));
  const asked = ranges.flatMap((part) =>
    [...kinds].map(([names, alike]) => {
      const counters = names.split(" ") as CounterName[];
      const ids = alike.map(({ row }) => row.id);
      return { part, counters, statement: statement(env.BOOK, tenant, part, counters, ids) };
    }),
  );
  if (asked.length === 0) return;
  const answers = await env.BOOK.batch<Readonly<Record<string, string>>>(asked.map((one) => one.statement));
  for (const [n, { part, counters }] of asked.entries()) {
    for (const row of answers[n]?.results ?? []) {
      const of = byId.get(row["id"] ?? "");
      if (of === undefined) continue;
      const list = (name: string): readonly number[] => JSON.parse(row[name] ?? "[]") as number[];
      const lists: Lists = Object.fromEntries(counters.map((name) => [name, list(name)]));
      take(of, part.unit, list("slot"), amounts(of.of, lists));
    }
  }
}

/** `amountOf`, list by list: the same sum, ten thousands of times. */
function amounts({ rate }: ServedClass, lists: Lists): (index: number) => ServedAmount {
  const { count = [], failed = [], alone = [] } = lists;
  const covered = rate.known ? (lists[COVERED_BY[rate.basis]] ?? []) : [];
  const terms = COEFFICIENTS.flatMap((counter) => {
    const joules = rate.known ? (rate.joulesPer[counter] ?? 0) : 0;
    return joules === 0 ? [] : [{ joules, of: lists[counter] ?? [] }];
  });
  return (index) => {
    let joules = 0;
    for (const term of terms) joules += term.joules * (term.of[index] ?? 0);
    return {
      count: count[index] ?? 0,
      failed: failed[index] ?? 0,
      covered: covered[index] ?? 0,
      joules,
      alone: alone[index] ?? 0,
    };
  };
}
