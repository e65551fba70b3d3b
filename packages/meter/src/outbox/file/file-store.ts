/**
 * Keeps events in a folder, where they outlive the process. Each process has a folder of its own in it, and takes over
 * those of processes that died. A disk that cannot be written is told, and events stay in memory meanwhile.
 * @module
 */
import type { WireEvent } from "@gramme/core/wire";
import { type Batch, MOST_BATCH_EVENTS, lineOf } from "../batch.ts";
import { eventQueue } from "../event-queue.ts";
import { memoryStore } from "../memory-store.ts";
import type { OpenStore, RefusedEvent, Store, StoreSetting } from "../store.ts";
import { claims } from "./claims.ts";
import { type DeadLetters, deadLetters } from "./dead-letters.ts";
import { lostLine } from "./file-text.ts";
import type { Durability } from "./journal.ts";
import { type OwnerBook, ownersHere } from "./owner.ts";
import { type Shelves, shelves } from "./shelves.ts";

/** How a folder is used. */
export interface FileStoreOptions {
  /** The folder, made if it is not there. Several processes can share it. */
  readonly folder: string;
  /** What kept events outlive: the process (as it is unless said), or a loss of power, which costs a sync a write. */
  readonly durability?: Durability;
  /** Longest that an event is not yet written, ms: 10. `kept()` does not wait for it. */
  readonly writeAfterMs?: number;
  /** Most bytes of one process: 1 GB. Of more, the oldest files that were never sent are given up, counted and told. */
  readonly mostBytes?: number;
  /** Most bytes of `refused.jsonl`: 16 MB. */
  readonly mostRefusedBytes?: number;
  /** Who owns a folder and lives; tests hand in their own. */
  readonly owners?: OwnerBook;
}

const DEFAULT_WRITE_AFTER_MS = 10;
const DEFAULT_MOST_BYTES = 1_000_000_000;
const DEFAULT_MOST_REFUSED_BYTES = 16_000_000;
/** Time between two tries of a disk that failed, ms. */
const DISK_AGAIN_MS = 30_000;
/** Time between two signs of life, ms. */
const BEAT_MS = 15_000;
const FIRST_BEAT_MS = 1000;

/** A store in a folder, for `openOutbox({ store })`. Node, Bun and Deno. */
export function fileStore(options: FileStoreOptions): OpenStore {
  return (setting) => openFileStore(options, setting);
}

function openFileStore(options: FileStoreOptions, setting: StoreSetting): Store {
  const { folder, durability = "process", owners = ownersHere() } = options;
  const { writeAfterMs = DEFAULT_WRITE_AFTER_MS, mostBytes = DEFAULT_MOST_BYTES } = options;
  const { limits, mostEvents, time, tally, tell } = setting;
  const queue = eventQueue(mostEvents);
  const memory = memoryStore(setting);
  const letters = deadLetters(folder, options.mostRefusedBytes ?? DEFAULT_MOST_REFUSED_BYTES);
  let writing = 0;
  let untoldLost = 0;
  let diskAgainMs = 0;
  let callOffWrite: (() => void) | undefined;
  let closed = false;
  let callOffBeat: (() => void) | undefined;

  const lose = (events: number, words: string): void => {
    untoldLost += events;
    tally.lost += events;
    tell("lost", words);
  };

  const here: Shelves = shelves({
    limits,
    durability,
    claims: claims(folder, owners, time),
    nowMs: () => time.nowMs(),
    missing: {
      broken: (events) => lose(events, `${events} events in ${folder} cannot be read`),
      gone: (events) => {
        tally.found -= events;
      },
    },
    found: (events) => {
      tally.found += events;
      if (events > 0) setting.wake();
    },
    taken: (events) => {
      tally.found -= events;
      tell("disk", `${events} events of ours were taken over by another process, or deleted by somebody`);
    },
  });

  let last: Promise<unknown> = Promise.resolve();
  /** One after another; a disk that fails is told, and gives `otherwise`. */
  const inTurn = <T>(run: () => Promise<T>, otherwise: T): Promise<T> => {
    const next = last.then(run).catch(async (error: unknown) => {
      await failed(error);
      return otherwise;
    });
    last = next;
    return next;
  };

  /** Why the disk failed; nothing where it did not, but a folder of ours was taken over. */
  const faultOf = async (error: unknown): Promise<string | undefined> => {
    const { code } = (error ?? {}) as { code?: unknown };
    if (code === "ENOENT" && (await here.lostOne().catch(() => false))) return undefined;
    // a bug is no disk's fault, and keeps its name
    return typeof code === "string" ? code : String(error);
  };

  /** Tells that the disk failed, which is left alone for a while; false where it did not. */
  const failed = async (error: unknown): Promise<boolean> => {
    const why = await faultOf(error);
    if (why === undefined) return false;
    diskAgainMs = time.nowMs() + DISK_AGAIN_MS;
    tell("disk", `${folder} cannot be used (${why}); events stay in memory, where a crash loses them`);
    return true;
  };

  /** The next batch that can be read. What cannot be read is no reason not to write. */
  const nextRead = async (): Promise<Batch | undefined> => {
    try {
      return await here.next();
    } catch (error) {
      const why = await faultOf(error);
      if (why !== undefined) tell("disk", `a file in ${folder} cannot be read (${why}); it stays there`);
      return undefined;
    }
  };

  /** Whether the disk failed a moment ago. A clock that was set back is no reason to leave it alone for long. */
  const isLeftAlone = (): boolean => {
    const leftMs = diskAgainMs - time.nowMs();
    return leftMs > 0 && leftMs <= DISK_AGAIN_MS;
  };

  const write = async (): Promise<void> => {
    callOffWrite?.();
    callOffWrite = undefined;
    while (queue.size > 0) {
      const events = queue.first(MOST_BATCH_EVENTS);
      // out of the queue before anything is awaited, since a full one drops its first
      queue.drop(events.length);
      writing = events.length;
      const written = isLeftAlone() ? 0 : await writeAll(events);
      for (const event of events.slice(written)) memory.add(event);
      writing = 0;
    }
  };

  /** Writes events to the journal, sealing it as it fills. Gives how many are done with. Never rejects. */
  const writeAll = async (events: readonly WireEvent[]): Promise<number> => {
    let done = 0;
    while (done < events.length) {
      try {
        const { seen, full } = await writeSome(events.slice(done));
        done += seen;
        writing = events.length - done;
        if (full) await sealOwn();
      } catch (error) {
        if (await failed(error)) break;
      }
    }
    return done;
  };

  /** Writes as many as the journal has room for. */
  const writeSome = async (events: readonly WireEvent[]): Promise<{ seen: number; full: boolean }> => {
    const { journal } = await here.own();
    const room = journal.room();
    let text = "";
    let lines = 0;
    let seen = 0;
    for (const event of events) {
      const line = lineOf(event);
      if (line !== undefined && !room.take(line)) break;
      seen += 1;
      if (line === undefined) continue;
      text += `${line}\n`;
      lines += 1;
    }
    if (lines > 0) {
      const lost = untoldLost;
      await journal.append(lost === 0 ? text : text + lostLine(lost), lines);
      untoldLost -= lost;
    }
    if (lines < seen) lose(seen - lines, "an event could not be written as JSON");
    return { seen, full: room.full || seen < events.length };
  };

  const sealOwn = async (): Promise<void> => {
    const shelf = await here.own();
    await shelf.seal();
    while (here.bytes > mostBytes) {
      const dropped = await here.dropOldest();
      if (dropped === undefined) break;
      const { events, lost } = dropped;
      untoldLost += lost;
      lose(events, `more than ${mostBytes} bytes in ${folder}; the oldest ${events} events are given up`);
    }
  };

  const takeKept = async (all: boolean): Promise<Batch | undefined> => {
    await write();
    const batch = await nextRead();
    if (batch !== undefined || !all || here.events === 0) return batch;
    const { journal } = await here.own();
    if (journal.events === 0) return undefined;
    await sealOwn();
    return nextRead();
  };

  const beatIn = (ms: number): void => {
    if (closed) return;
    callOffBeat = time.later(ms, () => {
      void inTurn(() => here.beat(), undefined).then(() => beatIn(BEAT_MS));
    });
  };

  const open = inTurn(async () => {
    await here.own();
  }, undefined);
  // others that start at the same time have the first choice of what the dead left
  beatIn(FIRST_BEAT_MS * (1 + setting.random()));

  return {
    waiting: () => queue.size + writing + here.events + memory.waiting(),
    add(event) {
      if (!queue.push(event))
        lose(1, `more than ${mostEvents} events wait to be written; the oldest are given up`);
      // a process that comes to its end waits for this
      callOffWrite ??= time.await(writeAfterMs, () => {
        void inTurn(write, undefined);
      });
    },
    async kept() {
      await open;
      await inTurn(write, undefined);
      return memory.waiting() === 0;
    },
    async take(all) {
      return (await inTurn(() => takeKept(all), undefined)) ?? memory.take(all);
    },
    giveBack(batch, unclear) {
      (here.of(batch)?.drawer ?? memory).giveBack(batch, unclear);
    },
    async settle(batch, settlement) {
      await inTurn(() => keepLetters(letters, settlement.refused, tell), undefined);
      return inTurn(async () => {
        const shelf = here.of(batch);
        if (shelf === undefined) return memory.settle(batch, settlement);
        if (!shelf.drawer.remove(batch)) return false;
        if (!settlement.taken) untoldLost += batch.lost;
        // should this fail, the next process sends it again, and the ledger knows it
        await shelf.drawer.clear().catch(failed);
        return true;
      }, false);
    },
    split: (batch) =>
      inTurn(async () => {
        const shelf = here.of(batch);
        if (shelf === undefined) return memory.split(batch);
        // the journal goes past the number before it is used, so that it never comes again
        const { journal } = shelf;
        const skip = journal.events === 0 ? 0 : 1;
        const seq = journal.seq + skip;
        await shelf.seal(skip);
        await shelf.drawer.split(batch, seq);
        return true;
      }, false),
    recall() {
      here.recall();
      memory.recall();
    },
    async close() {
      closed = true;
      callOffBeat?.();
      await inTurn(write, undefined);
      await inTurn(() => here.close(), undefined);
      await memory.close();
    },
  };
}

async function keepLetters(
  letters: DeadLetters,
  refused: readonly RefusedEvent[],
  tell: StoreSetting["tell"],
): Promise<void> {
  if (refused.length === 0 || (await letters.keep(refused))) return;
  tell("disk", `refused.jsonl is full: ${refused.length} refused events are counted, and not kept`);
}
