/**
 * What stage 2 cannot do, whatever it is told: it holds no way to start a process or to load code, and of files none to
 * write but by appending.
 * @module
 */
import { builtinModules } from "node:module";
import { expect, it } from "vitest";
import { commentBundle } from "./bundle.ts";

const text = commentBundle();

/** Every find of a group in the bundle; the bundle itself is too long for a message. */
function found(pattern: RegExp): readonly string[] {
  return [...new Set([...text.matchAll(pattern)].map((match) => match[1] ?? match[0]))].toSorted();
}

it("imports these of Node's modules, and of them only this", () => {
  const imports = [...text.matchAll(/\bimport\s*([^"'`;()]*?)\s*from\s*["']([^"']+)["']/gu)].map(
    ([, names = "", from = ""]) => [
      from,
      names
        .replaceAll(/[{}\s]+|\bas\s+[\w$]+/gu, " ")
        .trim()
        .split(/[\s,]+/u)
        .toSorted(),
    ],
  );
  expect(Object.fromEntries(imports)).toEqual({
    "node:crypto": ["randomUUID"],
    "node:fs": ["appendFileSync", "readFileSync", "statSync"],
    "node:module": ["createRequire"],
    "node:path": ["posix", "win32"],
    "node:timers/promises": ["setTimeout"],
    "node:url": ["fileURLToPath"],
    "node:zlib": ["crc32", "inflateRawSync"],
  });
  // imports of a whole module, or on the way
  expect(found(/\bimport\s*["'`(]/gu)).toEqual([]);
});

it("requires none that could do harm", () => {
  // rolldown's own `require`, for packages in CommonJS
  const harmless = ["buffer", "os", "process", "stream", "util"];
  const required = found(/\b[\w$]+\(\s*["'`](?:node:)?([a-z_]+(?:\/[a-z_]+)?)["'`]\s*\)/gu).filter((id) =>
    builtinModules.includes(id),
  );
  expect(required.filter((id) => !harmless.includes(id))).toEqual([]);
});

it("names no module that starts processes or runs text", () => {
  expect(
    found(/["'`](?:node:)?(child_process|cluster|worker_threads|vm|inspector|repl|v8|wasi|module)["'`]/gu),
  ).toEqual(["module"]);
  expect(found(/\bchild_process\b/gu)).toEqual([]);
  expect(found(/\b(?:execSync|execFile|spawnSync|getBuiltinModule|_linkedBinding|dlopen)\b/gu)).toEqual([]);
});
