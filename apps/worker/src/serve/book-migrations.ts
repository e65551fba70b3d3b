/**
 * Brings the book's tables up to date before the ledger opens: as `wrangler d1 migrations apply` does, in the same
 * table of what was applied, so that either may go first.
 * @module
 */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { D1Database } from "./runtime.ts";
import { ServeError } from "./serve-error.ts";

const APPLIED = `CREATE TABLE IF NOT EXISTS d1_migrations (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT UNIQUE,
  applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
)`;

/**
 * Applies the `.sql` files of a folder that were not, in the order of their names; each whole or not at all.
 * @returns names of those that were applied now
 * Throws a {@link ServeError} where one fails, or where the book knows one that this version of Gramme does not.
 */
export async function migrateBook(book: D1Database, folder: string): Promise<readonly string[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith(".sql")).toSorted();
  let applied: ReadonlySet<string>;
  try {
    await book.prepare(APPLIED).run();
    const { results } = await book.prepare("SELECT name FROM d1_migrations").all<{ name: string }>();
    applied = new Set(results.map(({ name }) => name));
  } catch (error) {
    throw new ServeError(
      `the book cannot be read (${wordsOf(error)}); put a copy of the data folder in its place`,
      {
        cause: error,
      },
    );
  }
  const unknown = [...applied].find((name) => !files.includes(name));
  if (unknown !== undefined) {
    throw new ServeError(
      `the data folder was written by a newer Gramme (its book knows ${unknown}); update this one, or choose another with --data`,
    );
  }
  const wanted = files.filter((name) => !applied.has(name));
  for (const name of wanted) {
    try {
      // a batch is one transaction
      await book.batch([
        book.prepare(await readFile(join(folder, name), "utf8")),
        book.prepare("INSERT INTO d1_migrations (name) VALUES (?)").bind(name),
      ]);
    } catch (error) {
      throw new ServeError(`the book's tables could not be brought up to date: ${name}: ${wordsOf(error)}`, {
        cause: error,
      });
    }
  }
  return wanted;
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
