/**
 * The file that events are written to, batch after batch. It always has the highest number of its folder, and the next
 * is there before it is sealed: so no number is ever used twice, whatever is deleted and whenever the process ends.
 * @module
 */
import { appendFile, open, rename, truncate, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type BatchLimits, type Room, roomOf } from "../batch.ts";
import { type BatchName, nameText } from "./file-name.ts";

/** What a write must outlive: the end of the process, or a machine without power. */
export type Durability = "process" | "power";

/** The open file of a folder. All of its calls are made one after another. */
export interface Journal {
  /** Number under which its events will go. */
  readonly seq: number;
  /** Events in it. */
  readonly events: number;
  /** Bytes in it. */
  readonly bytes: number;
  /** Room that is left, by the limits of now. */
  room(): Room;
  /** Writes lines, each with its end. Rejects where they are not kept; then the file is as it was. */
  append(text: string, events: number): Promise<void>;
  /** Seals what is in it and goes on in a new file, `skip` numbers on. Gives the sealed file, if there were events. */
  seal(skip?: number): Promise<SealedFile | undefined>;
}

/** A file that was sealed. */
export interface SealedFile {
  readonly name: BatchName;
  readonly bytes: number;
}

/** The journal of this number, empty: what may be there was never kept. */
export async function openJournal(
  folder: string,
  first: number,
  limits: BatchLimits,
  durability: Durability,
): Promise<Journal> {
  let seq = first;
  let events = 0;
  let bytes = 0;
  // bytes after the last whole write: a full disk takes half of one
  let dirty = false;
  const pathNow = (): string => pathOf(folder, seq);
  await makeEmpty(folder, seq, durability);

  const clean = async (): Promise<void> => {
    if (!dirty) return;
    await truncate(pathNow(), bytes);
    dirty = false;
  };

  return {
    get seq() {
      return seq;
    },
    get events() {
      return events;
    },
    get bytes() {
      return bytes;
    },
    room: () => roomOf(limits, events, bytes),
    async append(text, count) {
      await clean();
      const data = Buffer.from(text);
      dirty = true;
      try {
        // opened each time: where another process took the folder over, this fails, and nothing is written past it
        await appendFile(pathNow(), data, { flush: durability === "power" });
      } catch (error) {
        // what was not kept is sent from memory, and must not be found here later
        await clean().catch(() => {});
        throw error;
      }
      dirty = false;
      events += count;
      bytes += data.byteLength;
    },
    async seal(skip = 0) {
      await clean();
      const next = seq + 1 + skip;
      await makeEmpty(folder, next, durability);
      const name: BatchName = { kind: "batch", seq, events };
      await (events > 0 ? rename(pathNow(), join(folder, nameText(name))) : unlink(pathNow()));
      const sealed = events > 0 ? { name, bytes } : undefined;
      seq = next;
      events = 0;
      bytes = 0;
      if (durability === "power") await syncFolder(folder);
      return sealed;
    },
  };
}

/** Makes what was created or renamed in a folder outlive a loss of power. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function makeEmpty(folder: string, seq: number, durability: Durability): Promise<void> {
  await writeFile(pathOf(folder, seq), "");
  if (durability === "power") await syncFolder(folder);
}

function pathOf(folder: string, seq: number): string {
  return join(folder, nameText({ kind: "journal", seq }));
}
