/**
 * Events into the ledger: checked, sorted into cells, counted once. Every door that brings events goes through here.
 * @module
 */
import type { ProblemCode, WireRejectedEvent } from "@gramme/core/wire";
import type { Env } from "../env.ts";
import { fromBook } from "../problem/out-of-breath.ts";
import { Refusal } from "../problem/problem.ts";
import { profileVersions } from "../profiles/registry.ts";
import type { Recorded, RefusedEvents, SequencedBatch } from "../shard/contract.ts";
import { knownShardOf, shardOf } from "../shard/producer-shard.ts";
import { recordIdentified, recordSequenced, replayOf } from "../shard/shards.ts";
import { addEvent, noCounters } from "./event-counters.ts";
import { REFUSED, refusedBefore, rejected } from "./rejection.ts";
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

/** Whose events they are, and by whom they come. */
export interface From {
  readonly tenant: string;
  /** Who proved to be the tenant's: the id of a key. What one sender brings in leaves room for the others'. */
  readonly sender: string;
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
  from: From,
  events: readonly unknown[],
  nowMs: number,
  numbering?: Numbering,
): Promise<Taken> {
  const sorted = await sortedFor(env, from.tenant, events, nowMs, numbering !== undefined);
  if (numbering !== undefined) return takeNumbered(env, from, nowMs, events, sorted, numbering);
  if (sorted.events.length === 0) return { accepted: 0, duplicates: 0, rejected: sorted.rejected };
  const recorded = await recordIdentified(env, from.tenant, {
    sender: from.sender,
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
    const profiles = await fromBook(profileVersions(env, tenant, { fresh }));
    return sortedEvents(events, { numbered, nowMs, profiles });
  };
  const named = events.some((event) => typeof event === "object" && event !== null && "profile" in event);
  if (!named) return sortedEvents(events, { numbered, nowMs, profiles: new Map() });
  const sorted = await sort(false);
  return sorted.rejected.some(({ code }) => code === "unknown-profile") ? sort(true) : sorted;
}

async function takeNumbered(
  env: IntakeEnv,
  from: From,
  nowMs: number,
  events: readonly unknown[],
  sorted: Sorted,
  { producer, seq, lost }: Numbering,
): Promise<Taken> {
  const recorded =
    sorted.events.length === 0 && events.length > 0
      ? await countedBefore(env, from.tenant, producer, seq, nowMs)
      : await recordSequenced(env, from.tenant, await shardOf(env, from.tenant, producer, nowMs), {
          sender: from.sender,
          producer,
          seq,
          lost,
          ...addedUp(sorted),
        });
  if (recorded === undefined) return { accepted: 0, duplicates: 0, rejected: sorted.rejected };
  if (recorded.replay) return replayAnswer(events, sorted, recorded.refusedThen);
  if (recorded.forgotten) {
    throw new Refusal(
      "conflict",
      `seq ${seq} is so far behind that the ledger no longer knows whether it counted; it does not count now`,
    );
  }
  const refused = refusedEvents(sorted, recorded);
  return {
    accepted: sorted.events.length - refused.length,
    duplicates: 0,
    rejected: byIndex([...sorted.rejected, ...refused]),
  };
}

/** What became of a batch of which nothing can count now. What counted may be too old by now, and is not lost for that. */
async function countedBefore(
  env: IntakeEnv,
  tenant: string,
  producer: string,
  seq: number,
  nowMs: number,
): Promise<Recorded | undefined> {
  const shard = await knownShardOf(env, tenant, producer, nowMs);
  return shard === undefined ? undefined : replayOf(env, tenant, shard, producer, seq);
}

/** A sorted batch as its shard counts it. */
function addedUp(sorted: Sorted): Pick<SequencedBatch, "cells" | "rejected"> {
  const cells = sorted.cells.map((key) => ({ ...key, counters: noCounters(), events: [] as number[] }));
  for (const { event, cell, index } of sorted.events) {
    const into = cells[cell];
    if (into === undefined) continue;
    addEvent(into.counters, event);
    into.events.push(index);
  }
  const byCode: Record<string, number[]> = {};
  for (const { index, code } of sorted.rejected) (byCode[code] ??= []).push(index);
  return { cells, rejected: byCode };
}

/**
 * The answer to a batch that counted before: what was refused then is refused still, whatever would be taken now, and the
 * rest counted, whatever would be refused now.
 */
function replayAnswer(events: readonly unknown[], sorted: Sorted, then: RefusedEvents): Taken {
  const worded = new Map(sorted.rejected.map((one) => [one.index, one]));
  const refused = Object.entries(then).flatMap(([code, positions]) =>
    positions
      .filter((index) => index < events.length)
      .map((index) => {
        const now = worded.get(index);
        return now?.code === code ? now : rejected(index, events[index], refusedBefore(code as ProblemCode));
      }),
  );
  return { accepted: 0, duplicates: events.length - refused.length, rejected: byIndex(refused) };
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
