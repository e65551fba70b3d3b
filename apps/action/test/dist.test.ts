import { readdirSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { join } from "node:path";
import { expect, it } from "vitest";
import { bundles, DIST } from "../scripts/bundle.ts";

const BUILT_IN: ReadonlySet<string> = new Set(builtinModules);
const MOST_BYTES = 2_000_000;
/** Bundled once for all tests: it takes seconds. */
const built = await bundles();

it("is committed as the sources give it, byte for byte (npm run build -w @gramme/action)", () => {
  expect(readdirSync(DIST).toSorted()).toEqual([...built.keys()].toSorted());
  // names alone in the message: a difference of a megabyte helps nobody
  const stale = [...built].filter(([name, text]) => readFileSync(join(DIST, name), "utf8") !== text);
  expect(stale.map(([name]) => name)).toEqual([]);
});

it("is small: no file is larger than 2 MB", () => {
  const sizes = [...built].map(([name, text]) => [name, Buffer.byteLength(text)] as const);
  expect(sizes.filter(([, bytes]) => bytes > MOST_BYTES)).toEqual([]);
});

it("stands on nothing but Node: no package is imported", () => {
  for (const [name, text] of built) {
    if (!name.endsWith(".mjs")) continue;
    const imported = [...text.matchAll(/\b(?:import|from)\s*\(?\s*"(?<what>[^"]+)"/gu)].map(
      (match) => match.groups?.["what"] ?? "",
    );
    const foreign = imported.filter(
      (what) => !what.startsWith("node:") && !BUILT_IN.has(what) && /^[@a-z]/u.test(what),
    );
    expect({ name, foreign: [...new Set(foreign)] }).toEqual({ name, foreign: [] });
  }
});
