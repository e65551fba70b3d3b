/**
 * Amounts of a period by slot: what each label's class makes of its counters, slot by slot.
 * @module
 */
import type { ServedAmount, ServedClass } from "@gramme/core";
import { COEFFICIENTS, COUNTERS, COVERED_BY } from "@gramme/core";
import type { Env } from "../env.ts";
import type { LabelRow } from "./label-rows.ts";
import {
  type CounterName,
  slotLists,
  type SlotLists,
  type SlotRange,
  type SlotRow,
  slotStatement,
} from "./slot-rows.ts";

/** A label with the class of its requests. */
export interface LabelClass {
  readonly row: LabelRow;
  readonly of: ServedClass;
}

/** An amount that grows. */
export type GrowingAmount = { -readonly [K in keyof Required<ServedAmount>]: number };

/** Nothing yet. */
export function noAmount(): GrowingAmount {
  return { count: 0, failed: 0, covered: 0, joules: 0, alone: 0, unused: 0 };
}

/** The slots of one label in one part of a period. A slot can come more than once, from several shards. */
export interface LabelSlots extends Pick<SlotLists, "slots" | "unused"> {
  readonly unit: SlotRange["unit"];
  /** Adds what is in a slot. */
  readonly addTo: (amount: GrowingAmount, index: number) => void;
}

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

/** Hands over every label's slots of a period; one round trip. */
export async function eachSlot(
  env: Pick<Env, "BOOK">,
  tenant: string,
  classes: readonly LabelClass[],
  parts: readonly SlotRange[],
  take: (of: LabelClass, slots: LabelSlots) => void,
): Promise<void> {
  const byId = new Map(classes.map((one) => [one.row.id, one]));
  const kinds = Map.groupBy(classes, ({ of }) => countersOf(of).join(" "));
  const asked = parts.flatMap((part) =>
    [...kinds].map(([names, alike]) => {
      const counters = names.split(" ") as CounterName[];
      const ids = alike.map(({ row }) => row.id);
      return { part, counters, statement: slotStatement(env.BOOK, tenant, part, counters, ids) };
    }),
  );
  if (asked.length === 0) return;
  const answers = await env.BOOK.batch<SlotRow>(asked.map((one) => one.statement));
  for (const [n, { part, counters }] of asked.entries()) {
    for (const row of answers[n]?.results ?? []) {
      const of = byId.get(row.id);
      const found = slotLists(row, part, counters);
      if (of === undefined || found === undefined) continue;
      const { slots, lists, unused } = found;
      take(of, { unit: part.unit, slots, unused, addTo: adderOf(of.of, lists) });
    }
  }
}

/** `amountOf`, list by list: the same sum, ten thousands of times. */
function adderOf({ rate }: ServedClass, lists: SlotLists["lists"]): LabelSlots["addTo"] {
  const { count = [], failed = [], alone = [] } = lists;
  const covered = rate.known ? (lists[COVERED_BY[rate.basis]] ?? []) : [];
  const terms = COEFFICIENTS.flatMap((counter) => {
    const joules = rate.known ? (rate.joulesPer[counter] ?? 0) : 0;
    return joules === 0 ? [] : [{ joules, of: lists[counter] ?? [] }];
  });
  return (amount, index) => {
    for (const term of terms) amount.joules += term.joules * (term.of[index] ?? 0);
    amount.count += count[index] ?? 0;
    amount.failed += failed[index] ?? 0;
    amount.covered += covered[index] ?? 0;
    amount.alone += alone[index] ?? 0;
  };
}
