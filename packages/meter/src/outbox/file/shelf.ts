/**
 * A producer's folder that is ours: its journal, its drawer, and what was found in it.
 * @module
 */
import { readFile, readdir, rename, stat, unlink } from "node:fs/promises";
import { join } from "node:path";
import type { BatchLimits } from "../batch.ts";
import type { Claim } from "./claims.ts";
import { type Drawer, type Missing, drawer } from "./drawer.ts";
import { type BatchName, type FileName, fileName, nameText } from "./file-name.ts";
import { partsOf } from "./file-text.ts";
import { type Durability, type Journal, openJournal } from "./journal.ts";

/** A folder in use. */
export interface Shelf {
  readonly claim: Claim;
  readonly journal: Journal;
  readonly drawer: Drawer;
  /** Events that were in it when it became ours. */
  readonly found: number;
  /** Seals what is in the journal, and goes on `skip` numbers on. */
  seal(skip?: number): Promise<void>;
}

/** What a shelf works with. */
export interface ShelfSetting {
  readonly limits: BatchLimits;
  readonly durability: Durability;
  readonly missing: Missing;
}

/** Opens a folder. Journals that a process left are sealed, less a last line that was never kept. */
export async function openShelf(claim: Claim, setting: ShelfSetting): Promise<Shelf> {
  const { path, producer } = claim;
  const files = drawer(producer, path, setting.missing);
  const names: FileName[] = [];
  for (const text of await readdir(path)) {
    const name = fileName(text);
    if (name !== undefined) names.push(name);
    else if (text.endsWith(".new")) await unlink(join(path, text));
  }
  const highest = names.reduce((most, { seq }) => Math.max(most, seq), 0);
  const left = await leftJournals(path, names);
  // an empty journal's number was never used
  const free = left.some(({ name, events }) => name.seq === highest && events === 0);
  // the new journal is there before anything else goes, or a number could come again
  const journal = await openJournal(path, free ? highest : highest + 1, setting.limits, setting.durability);
  for (const { name, events } of left) {
    if (name.seq === journal.seq) continue;
    const from = join(path, nameText(name));
    const sealed: BatchName = { kind: "batch", seq: name.seq, events };
    if (events === 0) await unlink(from);
    else {
      await rename(from, join(path, nameText(sealed)));
      names.push(sealed);
    }
  }
  for (const name of names) {
    if (name.kind === "journal") continue;
    const { size } = await stat(join(path, nameText(name)));
    files.put({ name, bytes: size }, true);
  }
  return {
    claim,
    journal,
    drawer: files,
    found: files.events,
    async seal(skip = 0) {
      const sealed = await journal.seal(skip);
      if (sealed !== undefined) files.put(sealed, false);
    },
  };
}

async function leftJournals(
  path: string,
  names: readonly FileName[],
): Promise<readonly { readonly name: FileName; readonly events: number }[]> {
  const left = [];
  for (const name of names) {
    if (name.kind !== "journal") continue;
    const { parts } = partsOf(await readFile(join(path, nameText(name)), "utf8"), name.seq, true);
    left.push({ name, events: parts.reduce((sum, { lines }) => sum + lines.length, 0) });
  }
  return left;
}
