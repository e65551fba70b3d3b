/**
 * Writes `dist`. With `--check` it writes nothing, and fails where `dist` is not what the sources give, byte for byte.
 * @module
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bundles, DIST, DIST_NAME } from "./bundle.ts";

const files = await bundles();
if (process.argv.includes("--check")) {
  const stale = [...files].filter(([name, text]) => read(join(DIST, name)) !== text).map(([name]) => name);
  const foreign = list(DIST).filter((name) => !files.has(name));
  for (const name of stale) process.stderr.write(`${DIST_NAME}/${name} is not what the sources give\n`);
  for (const name of foreign) process.stderr.write(`${DIST_NAME}/${name} is in no build\n`);
  if (stale.length + foreign.length > 0) {
    process.stderr.write("write it anew: npm run build -w @gramme/action\n");
    process.exitCode = 1;
  }
} else {
  rmSync(DIST, { recursive: true, force: true });
  mkdirSync(DIST);
  for (const [name, text] of files) {
    writeFileSync(join(DIST, name), text);
    process.stdout.write(`${DIST_NAME}/${name} ${(text.length / 1000).toFixed(0)} kB\n`);
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

function list(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
