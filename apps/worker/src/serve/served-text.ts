/**
 * Files that the Worker hands to browsers as they are, imported as text. wrangler's bundler knows
 * `with { type: "text" }`; rolldown and Vite are taught it here.
 * @module
 */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const SERVED = /^swagger-ui-dist\/swagger-ui(-bundle)?\.(js|css)$/u;
const PREFIX = "\0served-text:";
const { resolve } = createRequire(import.meta.url);

/** Hears of files that are no modules and go into the code all the same. */
interface Loading {
  readonly addWatchFile: (file: string) => void;
}

/** A plugin of rolldown and Vite. */
export function servedText() {
  return {
    name: "served-text",
    enforce: "pre" as const,
    // an id that ends neither in .js nor in .css is taken for no script and no style
    resolveId: (id: string): string | undefined => (SERVED.test(id) ? `${PREFIX}${id}.text` : undefined),
    async load(this: Loading, id: string) {
      if (!id.startsWith(PREFIX)) return undefined;
      const file = resolve(id.slice(PREFIX.length, -".text".length));
      this.addWatchFile(file);
      return {
        code: `export default ${JSON.stringify(await readFile(file, "utf8"))};`,
        moduleType: "js" as const,
        map: { mappings: "" as const },
      };
    },
  };
}
