/**
 * Size of core's bundles, minified and gzipped: the whole, and without the rows of the hardware catalogue.
 * Prints Markdown for docs/benchmarks.md; fails past the limit.
 * @module
 */
import { gzipSync } from "node:zlib";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

const LIMIT_KB = 40;
const source = fileURLToPath(new URL("../packages/core/src/", import.meta.url));

async function gzippedKb(entry: string, without: RegExp | undefined): Promise<number> {
  const bundle = await rolldown({
    input: source + entry,
    platform: "neutral",
    resolve: { mainFields: ["module", "main"], conditionNames: ["import", "default"] },
    ...(without === undefined ? {} : { external: without }),
    logLevel: "silent",
  });
  const { output } = await bundle.generate({ format: "esm", minify: true });
  await bundle.close();
  return gzipSync(output[0].code, { level: 9 }).length / 1000;
}

const CATALOGUE = /hardware\/.*\.rows\.ts$/u;
const rows = [
  ["core, without the catalogue", "index.ts", CATALOGUE],
  ["core, whole", "index.ts", undefined],
  ["core/comparison", "comparison/index.ts", undefined],
  ["core/methods, without the catalogue", "methods/index.ts", CATALOGUE],
  ["core/wire", "wire/index.ts", undefined],
] as const;

process.stdout.write("| bundle | kB gz |\n|---|---:|\n");
for (const [name, entry, without] of rows) {
  const kb = await gzippedKb(entry, without);
  process.stdout.write(`| ${name} | ${kb.toFixed(1)} |\n`);
  if (name === rows[0][0] && kb > LIMIT_KB) {
    process.stderr.write(`${name}: ${kb.toFixed(1)} kB gz, past the limit of ${LIMIT_KB}\n`);
    process.exitCode = 1;
  }
}
