/**
 * Writes packages/core/schema/gramme.schema.json, which editors check gramme.yml against. Run it after a change of
 * packages/core/src/wire/config.ts; a test of core fails until it has been run.
 * @module
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { configJsonSchema } from "../packages/core/src/wire/config.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = "packages/core/schema";
const file = `${folder}/gramme.schema.json`;
mkdirSync(root + folder, { recursive: true });
writeFileSync(root + file, `${JSON.stringify(configJsonSchema(), undefined, 2)}\n`);
// written as the formatter would have it, so that a check of the format does not undo it
const { status } = spawnSync(process.execPath, [`${root}node_modules/oxfmt/bin/oxfmt`, file], { cwd: root });
process.stdout.write(`${file}\n`);
process.exitCode = status ?? 1;
