/**
 * The folders that are ours: one that we write to, and those of processes that died, which are only sent from.
 * @module
 */
import type { Batch } from "../batch.ts";
import { type Claim, type Claims, SILENCE_MS } from "./claims.ts";
import type { Dropped } from "./drawer.ts";
import { type Shelf, type ShelfSetting, openShelf } from "./shelf.ts";

/** Folders of one root that are ours. Calls are made one after another. */
export interface Shelves {
  /** Events of all, those of the journal included. */
  readonly events: number;
  readonly bytes: number;
  /** The shelf to write to. Rejects where the folder cannot be used. */
  own(): Promise<Shelf>;
  /**
   * The oldest batch that is not out, of dead processes first. Rejects where there is none but in files that cannot be
   * read.
   */
  next(): Promise<Batch | undefined>;
  of(batch: Batch): Shelf | undefined;
  /** Deletes the oldest file that was never sent, of whichever, where there is one. */
  dropOldest(): Promise<Dropped | undefined>;
  /** Whether a folder of ours was taken over, all of which are let go here. */
  lostOne(): Promise<boolean>;
  /** Gives signs of life, clears away what is empty and takes over from processes that died. */
  beat(): Promise<void>;
  recall(): void;
  close(): Promise<void>;
}

/** What shelves tell of themselves. */
export interface ShelvesSetting extends ShelfSetting {
  readonly claims: Claims;
  readonly nowMs: () => number;
  /** Events came along with a folder, or went with one that another process took over. */
  readonly found: (events: number) => void;
  readonly taken: (events: number) => void;
}

/** Folders that one beat takes over. */
const MOST_ADOPTED = 16;

/** No folders yet. */
export function shelves(setting: ShelvesSetting): Shelves {
  const { claims, nowMs } = setting;
  let beatMs = nowMs();
  let mine: Shelf | undefined;
  let others: Shelf[] = [];

  const all = (): readonly Shelf[] => (mine === undefined ? others : [...others, mine]);

  const opened = async (claim: Claim): Promise<Shelf> => {
    const shelf = await openShelf(claim, setting);
    setting.found(shelf.found);
    return shelf;
  };

  const dropGone = (shelf: Shelf): void => {
    if (shelf === mine) mine = undefined;
    others = others.filter((other) => other !== shelf);
    setting.taken(eventsOf(shelf));
  };

  const clear = async (shelf: Shelf): Promise<void> => {
    others = others.filter((other) => other !== shelf);
    await claims.remove(shelf.claim);
  };

  return {
    get events() {
      return all().reduce((sum, shelf) => sum + eventsOf(shelf), 0);
    },
    get bytes() {
      return all().reduce((sum, shelf) => sum + bytesOf(shelf), 0);
    },
    async own() {
      // whoever was stopped for long may have been taken for dead
      if (mine !== undefined && nowMs() - beatMs > SILENCE_MS / 2) {
        if (await claims.beat(mine.claim)) beatMs = nowMs();
        else dropGone(mine);
      }
      if (mine === undefined) beatMs = nowMs();
      mine ??= await opened((await adoptedOrNone(claims)) ?? (await claims.create()));
      return mine;
    },
    async next() {
      let fault: { readonly error: unknown } | undefined;
      for (const shelf of all()) {
        try {
          const batch = await shelf.drawer.next();
          if (batch !== undefined) return batch;
        } catch (error) {
          fault = { error };
        }
      }
      if (fault !== undefined) throw fault.error;
      return undefined;
    },
    of: ({ producer }) => all().find((shelf) => shelf.claim.producer === producer),
    async dropOldest() {
      for (const shelf of all()) {
        const dropped = await shelf.drawer.dropOldest();
        if (dropped !== undefined) return dropped;
      }
      return undefined;
    },
    async lostOne() {
      let lost = false;
      for (const shelf of all()) {
        if (await claims.beat(shelf.claim)) continue;
        dropGone(shelf);
        lost = true;
      }
      return lost;
    },
    async beat() {
      beatMs = nowMs();
      for (const shelf of all()) {
        if (!(await claims.beat(shelf.claim))) dropGone(shelf);
        else if (shelf !== mine && eventsOf(shelf) === 0) await clear(shelf);
      }
      for (let n = 0; n < MOST_ADOPTED; n += 1) {
        const claim = await adoptedOrNone(claims);
        if (claim === undefined) break;
        others.push(await opened(claim));
      }
    },
    recall() {
      for (const shelf of all()) shelf.drawer.recall();
    },
    async close() {
      for (const shelf of all()) {
        if (shelf !== mine && eventsOf(shelf) === 0) await clear(shelf);
        else {
          // whoever comes next sees by the names that something is in it
          if (shelf.journal.events > 0) await shelf.seal();
          await claims.release(shelf.claim);
        }
      }
    },
  };
}

function eventsOf({ journal, drawer }: Shelf): number {
  return journal.events + drawer.events;
}

function bytesOf({ journal, drawer }: Shelf): number {
  return journal.bytes + drawer.bytes;
}

async function adoptedOrNone(claims: Claims): Promise<Claim | undefined> {
  try {
    return await claims.adopt();
  } catch (error) {
    // no root yet, so nobody's folder in it
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
