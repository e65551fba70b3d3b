/**
 * Events into the ledger: checked, sorted into cells, counted once. Every door that brings events goes through here.
 * @module
 */
import type { WireRejectedEvent } from "@gramme/core/wire";
import type { Env } from "../env.ts";
import { Refusal } from "../problem/problem.ts";
import { profileVersions } from "../profiles/registry.ts";
import type { Recorded } from "../shard/contract.ts";
import { hasCounted, outOfBreath, recordIdentified, recordSequenced, shardOf } from "../shard/shards.ts";
import { addEvent, noCounters } from "./event-counters.ts";
import { REFUSED, rejected } from "./rejection.ts";
import { type Sorted, sortedEvents } from "./sorted-events.ts";

/** What of the environment is needed to take events. */
export type IntakeEnv = Pick<Env, "SHARDS" | "BOOK" | "SHARDS_PER_TENANT">;

/** Who numbers a batch, and how. */
export interface Numbering {
  readonly producer: string;
  readonly seq: number;
  /** Events that the producer gave up since its last batch. */
  readonly lost: number;
}

/** What became of a batch's events. */
export interface Taken {
  /** Events that count now. */
  readonly accepted: number;
  /** Events that counted already. */
  readonly duplicates: number;
  /** By index. */
  readonly rejected: readonly WireRejectedEvent[];
}

/**
 * Takes events of a tenant, as they came from outside: whatever is wrong with one is told in `rejected`. With a numbering
 * the batch counts once for its number; else every event wants an id and counts once for it. It is durable when this
 * answers. Where no event was taken, a number stays free.
 * Throws a Refusal: `out-of-breath`, after which the same can be sent again; `conflict` for a number so far behind that the
 * ledger no longer knows whether it counted.
 */
export async function takeEvents(
  env: IntakeEnv,
  tenant: string,
  events: readonly unknown[],
  nowMs: number,
  numbering?: Numbering,
): Promise<Taken> {
  const sorted = await sortedFor(env, tenant, events, nowMs, numbering !== undefined);
  if (numbering !== undefined) return takeNumbered(env, tenant, events.length, sorted, numbering);
  if (sorted.events.length === 0) return { accepted: 0, duplicates: 0, rejected: sorted.rejected };
  const recorded = await recordIdentified(env, tenant, {
    cells: sorted.cells,
    events: sorted.events.map(({ event, cell }) => {
      const counters = noCounters();
      addEvent(counters, event);
      return [event.id ?? "", cell, counters] as const;
    }),
  });
  return namedAnswer(sorted, recorded);
}

/** Sorts events by the profiles that the tenant has; where one seems unknown, by those that it has this moment. */
async function sortedFor(
  env: IntakeEnv,
  tenant: string,
  events: readonly unknown[],
  nowMs: number,
  numbered: boolean,
): Promise<Sorted> {
  const sort = async (fresh: boolean): Promise<Sorted> => {
    const profiles = await profileVersions(env, tenant, { fresh }).catch((error: unknown) => {
      throw outOfBreath("the ledger's book does not answer", error);
    });
    return sortedEvents(events, { numbered, nowMs, profiles });
  };
  const named = events.some((event) => typeof event === "object" && event !== null && "profile" in event);
  if (!named) return sortedEvents(events, { numbered, nowMs, profiles: new Map() });
  const sorted = await sort(false);
  return sorted.rejected.some(({ code }) => code === "unknown-profile") ? sort(true) : sorted;
}

async function takeNumbered(
  env: IntakeEnv,
  tenant: string,
  sent: number,
  sorted: Sorted,
  { producer, seq, lost }: Numbering,
): Promise<Taken> {
  const shard = await shardOf(env, tenant, producer);
  if (sorted.events.length === 0 && sent > 0) {
    // what counted when it came may be too old by now: its sender should not take it for lost
    const counted = await hasCounted(env, tenant, shard, producer, seq);
    return counted
      ? { accepted: 0, duplicates: sent, rejected: [] }
      : { accepted: 0, duplicates: 0, rejected: sorted.rejected };
  }
  const cells = sorted.cells.map((key) => ({ ...key, counters: noCounters(), events: 0 }));
  for (const { event, cell } of sorted.events) {
    const into = cells[cell];
    if (into === undefined) continue;
    addEvent(into.counters, event);
    into.events += 1;
  }
  const recorded = await recordSequenced(env, tenant, shard, { producer, seq, lost, cells });
  if (recorded.forgotten) {
    throw new Refusal(
      "conflict",
      `seq ${seq} is so far behind that the ledger no longer knows whether it counted; it does not count now`,
    );
  }
  const refused = refusedEvents(sorted, recorded);
  const taken = sorted.events.length - refused.length;
  return {
    accepted: recorded.replay ? 0 : taken,
    duplicates: recorded.replay ? taken : 0,
    rejected: byIndex([...sorted.rejected, ...refused]),
  };
}

function namedAnswer(sorted: Sorted, recorded: Recorded): Taken {
  const again = new Set(recorded.duplicates);
  const refusedIds = new Map<string, WireRejectedEvent>();
  const firsts: Sorted = { ...sorted, events: sorted.events.filter((_, at) => !again.has(at)) };
  const refused = refusedEvents(firsts, recorded);
  for (const one of refused) if (one.id !== undefined) refusedIds.set(one.id, one);
  // a copy in the same batch shares the fate of the first
  const copies = recorded.duplicates.flatMap((at) => {
    const copy = sorted.events[at];
    const first = copy?.event.id === undefined ? undefined : refusedIds.get(copy.event.id);
    return copy === undefined || first === undefined ? [] : [{ ...first, index: copy.index }];
  });
  return {
    accepted: firsts.events.length - refused.length,
    duplicates: again.size - copies.length,
    rejected: byIndex([...sorted.rejected, ...refused, ...copies]),
  };
}

function refusedEvents(sorted: Sorted, { refused }: Recorded): readonly WireRejectedEvent[] {
  if (refused.length === 0) return [];
  const codes = new Map(refused.map(({ cell, code }) => [cell, code]));
  return sorted.events.flatMap(({ index, event, cell }) => {
    const code = codes.get(cell);
    return code === undefined ? [] : [rejected(index, event, REFUSED[code])];
  });
}

function byIndex(all: readonly WireRejectedEvent[]): readonly WireRejectedEvent[] {
  return all.toSorted((a, b) => a.index - b.index);
}
