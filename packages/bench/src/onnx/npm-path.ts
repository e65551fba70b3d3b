/**
 * Paths of a workload: relative to its gramme.yml, or `npm:PACKAGE/PATH` for a file that an npm package ships.
 * @module
 */
import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { UserError } from "../config/user-error.ts";

const NPM = "npm:";

/** Absolute path of a workload's file; throws {@link UserError} naming the field if it is not there. */
export function workloadPath(path: string, folder: string, field: string): string {
  const file = path.startsWith(NPM) ? npmPath(path.slice(NPM.length), folder) : resolve(folder, path);
  if (file !== undefined && existsSync(file)) return file;
  throw new UserError(
    file === undefined
      ? `${field}: ${path}: no such package in a node_modules folder above ${folder}; is it installed?`
      : `${field}: ${path}: there is no such file (looked for ${file})`,
  );
}

/** Looks through the node_modules folders upwards, as Node does, but without the package's `exports` in the way. */
function npmPath(path: string, folder: string): string | undefined {
  const parts = path.split("/");
  const name = parts.slice(0, path.startsWith("@") ? 2 : 1);
  for (let here = resolve(folder); ; here = dirname(here)) {
    if (existsSync(join(here, "node_modules", ...name))) return join(here, "node_modules", ...parts);
    if (here === dirname(here)) return undefined;
  }
}
