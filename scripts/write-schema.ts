/**
 * Writes packages/core/schema/*.schema.json, which editors check gramme.yml, consequences.yml and project.yml against.
 * Run it after a change of their forms in packages/core/src/wire; a test of core fails until it has been run.
 * @module
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { configJsonSchema } from "../packages/core/src/wire/config.ts";
import { consequencesJsonSchema } from "../packages/core/src/wire/consequences.ts";
import { projectJsonSchema } from "../packages/core/src/wire/project.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = "packages/core/schema";
mkdirSync(root + folder, { recursive: true });
const files = Object.entries({
  gramme: configJsonSchema(),
  consequences: consequencesJsonSchema(),
  project: projectJsonSchema(),
}).map(([name, schema]) => {
  const file = `${folder}/${name}.schema.json`;
  writeFileSync(root + file, `${JSON.stringify(schema, undefined, 2)}\n`);
  return file;
});
// written as the formatter would have it, so that a check of the format does not undo it
const { status } = spawnSync(process.execPath, [`${root}node_modules/oxfmt/bin/oxfmt`, ...files], {
  cwd: root,
});
process.stdout.write(`${files.join("\n")}\n`);
process.exitCode = status ?? 1;
