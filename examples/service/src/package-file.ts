/** @module Files inside installed npm packages. */
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(import.meta.url);

/**
 * Where `file` of the package `name` lies on disk. A package's `exports` may hide its models and data from `import`,
 * so the folders are walked as Node walks them. Throws when no installed package has the file.
 */
export function packageFile(name: string, file: string): string {
  for (const folder of require.resolve.paths(name) ?? []) {
    const path = join(folder, name, file);
    if (existsSync(path)) return path;
  }
  throw new Error(`${name}/${file} is not installed: run npm install`);
}
