import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openDataFolder } from "./data-folder.ts";
import { ServeError } from "./serve-error.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "gramme-data-"));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

const faultOf = (folder: string): string => {
  try {
    openDataFolder(folder).release();
  } catch (error) {
    if (error instanceof ServeError) return error.message;
    throw error;
  }
  return "none";
};

test("a folder is made, for its owner only, and git passes it over", () => {
  const path = join(root, "a", "ledger");
  const folder = openDataFolder(path);
  expect(folder.path).toBe(path);
  expect(statSync(path).mode & 0o077).toBe(0);
  expect(readFileSync(join(path, ".gitignore"), "utf8")).toBe("*\n");
  folder.release();
});

test("one serve at a time has it; who comes second is told where the first is", () => {
  const path = join(root, "ledger");
  const folder = openDataFolder(path);
  expect(faultOf(path)).toBe(
    `${path} is in use by another gramme serve; end that, or choose another with --data`,
  );
  folder.announce("http://127.0.0.1:8787");
  expect(faultOf(path)).toContain(`another gramme serve (process ${process.pid}, http://127.0.0.1:8787)`);
  folder.release();
  expect(existsSync(join(path, "serve.json"))).toBe(false);
  expect(faultOf(path)).toBe("none");
});

test("what cannot be written is said, with what to do", () => {
  const file = join(root, "file");
  writeFileSync(file, "");
  expect(faultOf(join(file, "ledger"))).toBe(
    `${join(file, "ledger")} cannot be written (ENOTDIR); choose another with --data`,
  );
});

test.each(["d1/book/1.sqlite", "do/shard/1.sqlite"])(
  "a broken %s is named, and the lock is let go",
  (name) => {
    const path = join(root, "ledger");
    mkdirSync(join(path, name, ".."), { recursive: true });
    writeFileSync(join(path, name), "no database, however long this text is: ".repeat(40));
    expect(faultOf(path)).toMatch(/1\.sqlite is broken \(file is not a database\); put a copy/u);
    rmSync(join(path, name));
    expect(faultOf(path)).toBe("none");
  },
);
