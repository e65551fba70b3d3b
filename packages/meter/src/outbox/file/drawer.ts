/**
 * One producer's sealed files: read when their turn comes, deleted when the ledger has them.
 * @module
 */
import { access, readFile, readdir, rename, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Batch, halvesOf } from "../batch.ts";
import { type Sealed, sealedBatches } from "../sealed.ts";
import { type BatchName, fileName, nameText } from "./file-name.ts";
import { partsOf, textOf } from "./file-text.ts";
import type { SealedFile } from "./journal.ts";

/** A file in a drawer. */
interface Filed extends SealedFile {
  /** Whether an earlier process wrote it. */
  readonly found: boolean;
}

interface Loaded {
  name: BatchName;
  bytes: number;
  readonly parts: Map<number, Batch>;
}

/** Sealed files of one producer, in its folder. */
export interface Drawer {
  readonly producer: string;
  readonly folder: string;
  /** Events in it. */
  readonly events: number;
  /** Bytes of its files. */
  readonly bytes: number;
  /** Puts a sealed file in. */
  put(file: SealedFile, found: boolean): void;
  /** The oldest batch that is not out and can be read. Rejects where there is none but in files that cannot be. */
  next(): Promise<Batch | undefined>;
  giveBack(batch: Batch, unclear: boolean): void;
  /** Takes a batch away. False where it is not here. */
  remove(batch: Batch): boolean;
  /** Deletes files none of whose batches are left. */
  clear(): Promise<void>;
  /** Splits a batch, on disk first. Rejects where that cannot be kept; then nothing changed. */
  split(batch: Batch, secondSeq: number): Promise<void>;
  /** Deletes the oldest file that was never sent, where there is one. */
  dropOldest(): Promise<Dropped | undefined>;
  recall(): void;
}

/** A file that was given up. */
export interface Dropped {
  readonly events: number;
  /** Events lost before it, of which it was to tell. */
  readonly lost: number;
}

/** Hears of events that a file's name promises and the file does not hold. */
export interface Missing {
  /** They cannot be read. */
  broken(events: number): void;
  /** They had been sent already, when their batch was split. */
  gone(events: number): void;
}

/** An empty drawer. */
export function drawer(producer: string, folder: string, missing: Missing): Drawer {
  const files: Filed[] = [];
  const sealed: Sealed = sealedBatches();
  const loadedOf = new Map<number, Loaded>();
  const pathOf = (name: BatchName): string => join(folder, nameText(name));
  const empty: SealedFile[] = [];
  let fileEvents = 0;
  let bytes = 0;

  const away = async (file: SealedFile): Promise<void> => {
    bytes -= file.bytes;
    await unlink(pathOf(file.name));
  };

  const load = async (file: Filed): Promise<void> => {
    const name: BatchName = { ...file.name, kind: "sent" };
    // from here on it may have been counted, for whoever finds it
    if (file.name.kind === "batch") await rename(pathOf(file.name), pathOf(name));
    const { parts, split } = partsOf(await readFile(pathOf(name), "utf8"), name.seq, file.found);
    const unclear = file.name.kind === "sent";
    const batches = parts.map((part): Batch => ({ ...part, producer, unclear }));
    const loaded = { name, bytes: file.bytes, parts: new Map(batches.map((batch) => [batch.seq, batch])) };
    for (const batch of batches) {
      sealed.put(batch);
      loadedOf.set(batch.seq, loaded);
    }
    const events = batches.reduce((sum, { lines }) => sum + lines.length, 0);
    if (events < name.events) missing[split ? "gone" : "broken"](name.events - events);
    if (batches.length === 0) await away(loaded);
  };

  /** Whether its file is gone, though the folder is there: somebody deleted it. */
  const isDeleted = async (file: Filed): Promise<boolean> => {
    const names = await readdir(folder);
    return !names.some((text) => fileName(text)?.seq === file.name.seq);
  };

  return {
    producer,
    folder,
    get events() {
      return fileEvents + sealed.events;
    },
    get bytes() {
      return bytes;
    },
    put(file, found) {
      files.push({ ...file, found });
      files.sort((a, b) => a.name.seq - b.name.seq);
      fileEvents += file.name.events;
      bytes += file.bytes;
    },
    async next() {
      const unread: Filed[] = [];
      let fault: { readonly error: unknown } | undefined;
      try {
        for (;;) {
          const batch = sealed.next();
          const [file] = files;
          if (batch !== undefined) return batch;
          if (file === undefined) break;
          files.shift();
          fileEvents -= file.name.events;
          try {
            await load(file);
          } catch (error) {
            if (await isDeleted(file).catch(() => false)) {
              bytes -= file.bytes;
              missing.broken(file.name.events);
              continue;
            }
            // it may have its new name already
            const kind = (await exists(pathOf({ ...file.name, kind: "sent" }))) ? "sent" : file.name.kind;
            unread.push({ ...file, name: { ...file.name, kind } });
            fileEvents += file.name.events;
            // one bad file keeps no other back
            fault = { error };
          }
        }
      } finally {
        files.unshift(...unread);
      }
      if (fault !== undefined) throw fault.error;
      return undefined;
    },
    giveBack: (batch, unclear) => sealed.giveBack(batch, unclear),
    remove(batch) {
      const loaded = loadedOf.get(batch.seq);
      if (loaded === undefined || !sealed.remove(batch)) return false;
      loadedOf.delete(batch.seq);
      loaded.parts.delete(batch.seq);
      if (loaded.parts.size === 0) empty.push(loaded);
      return true;
    },
    async clear() {
      for (let file = empty.shift(); file !== undefined; file = empty.shift()) await away(file);
    },
    async split(batch, secondSeq) {
      const loaded = loadedOf.get(batch.seq);
      if (loaded === undefined) return;
      const [first, second] = halvesOf(batch, secondSeq);
      const parts = new Map(loaded.parts).set(first.seq, first).set(second.seq, second);
      const text = textOf([...parts.values()].toSorted((a, b) => a.seq - b.seq));
      const path = pathOf(loaded.name);
      await writeFile(`${path}.new`, text, { flush: true });
      await rename(`${path}.new`, path);
      sealed.split(batch, secondSeq);
      const now: Loaded = { ...loaded, parts };
      for (const seq of parts.keys()) loadedOf.set(seq, now);
    },
    async dropOldest() {
      const index = files.findIndex(({ name }) => name.kind === "batch");
      const [file] = index === -1 ? [] : files.splice(index, 1);
      if (file === undefined) return undefined;
      const { events, seq } = file.name;
      fileEvents -= events;
      // what it was to tell of lost events is told by another
      const { parts } = partsOf(await readFile(pathOf(file.name), "utf8").catch(() => ""), seq, true);
      await away(file);
      return { events, lost: parts.reduce((sum, { lost }) => sum + lost, 0) };
    },
    recall: () => sealed.recall(),
  };
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
