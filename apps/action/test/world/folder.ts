/**
 * A folder for one test, and what folders hold.
 * @module
 */
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { onTestFinished } from "vitest";

/** An empty folder, gone when the test is. */
export function testFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "gramme-action-world-")));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Every folder, undefined, and every file, by their paths; a folder stands before what is in it. */
export type FolderFiles = ReadonlyMap<string, Buffer | undefined>;

/** All that lies in a folder. */
export function filesOf(folder: string): FolderFiles {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return new Map(
    entries
      .map((entry): [string, Buffer | undefined] => {
        const path = join(entry.parentPath, entry.name);
        return [relative(folder, path), entry.isDirectory() ? undefined : readFileSync(path)];
      })
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** Lays it out in another. */
export function writeFiles(folder: string, files: FolderFiles): void {
  for (const [path, content] of files) {
    if (content === undefined) mkdirSync(join(folder, path), { recursive: true });
    else writeFileSync(join(folder, path), content);
  }
}
