/**
 * Keeps events in memory: anywhere, as long as the process lives. Full, it gives up the oldest that were never sent,
 * counts them and has the ledger told.
 * @module
 */
import { type Batch, lineOf, roomOf } from "./batch.ts";
import { eventQueue } from "./event-queue.ts";
import { sealedBatches } from "./sealed.ts";
import type { Store, StoreSetting } from "./store.ts";

/** A store in memory, with a producer of its own. */
export function memoryStore(setting: StoreSetting): Store {
  const { limits, mostEvents, tally, tell } = setting;
  const queue = eventQueue(mostEvents);
  const sealed = sealedBatches();
  // random numbers are not to be had on Workers before the first request
  let producer: string | undefined;
  let seq = 0;
  let untoldLost = 0;

  const lose = (n: number, words: string): void => {
    untoldLost += n;
    tally.lost += n;
    tell("lost", words);
  };

  const seal = (): Batch | undefined => {
    const room = roomOf(limits);
    const lines: string[] = [];
    let gone = 0;
    let wordless = 0;
    for (const event of queue.first(limits.events)) {
      const line = lineOf(event);
      if (line === undefined) wordless += 1;
      else if (room.take(line)) lines.push(line);
      else break;
      gone += 1;
    }
    queue.drop(gone);
    if (wordless > 0) lose(wordless, "an event could not be written as JSON");
    if (lines.length === 0) return undefined;
    producer ??= crypto.randomUUID();
    seq += 1;
    const batch = { producer, seq, lost: untoldLost, lines, unclear: false };
    untoldLost = 0;
    sealed.put(batch);
    return batch;
  };

  return {
    waiting: () => queue.size + sealed.events,
    add(event) {
      if (!queue.push(event)) lose(1, `more than ${mostEvents} events wait; the oldest are given up`);
    },
    take(all) {
      const again = sealed.next();
      if (again !== undefined) return again;
      const least = all ? 1 : limits.events;
      while (queue.size >= least) {
        if (seal() !== undefined) return sealed.next();
      }
      return undefined;
    },
    giveBack: (batch, unclear) => sealed.giveBack(batch, unclear),
    settle(batch, { taken }) {
      if (!sealed.remove(batch)) return false;
      if (!taken) untoldLost += batch.lost;
      return true;
    },
    split(batch) {
      seq += 1;
      sealed.split(batch, seq);
      return true;
    },
    recall: () => sealed.recall(),
    kept: () => Promise.resolve(false),
    close() {
      const rest = queue.size + sealed.events;
      queue.drop(queue.size);
      sealed.recall();
      for (let batch = sealed.next(); batch !== undefined; batch = sealed.next()) sealed.remove(batch);
      if (rest > 0) lose(rest, `closed with ${rest} events that were not sent`);
      return Promise.resolve();
    },
  };
}
