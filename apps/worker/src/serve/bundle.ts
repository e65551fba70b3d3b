/**
 * The Worker as one module, from its sources; built again only when one of them has changed.
 * @module
 */
import { type Built, keptBundle } from "./kept-bundle.ts";
import { servedText } from "./served-text.ts";
import { WORKER_FOLDER, type WranglerConfig } from "./wrangler-config.ts";

/** What of the configuration the code follows from. */
type Configured = Pick<WranglerConfig, "main" | "rules">;

/** Endings of text modules that wrangler knows without a rule. */
const TEXT = [".txt", ".html", ".sql"];

/**
 * The code of one ES module. What the platform brings stays outside: `cloudflare:…`, `node:…`. Kept beside the packages,
 * under a stamp of all that went into it: what stands there is either this code or is built anew.
 */
export async function bundled({ main, rules }: Configured): Promise<string> {
  return await keptBundle({ name: "worker", madeBy: [main, rules] }, () => builtWorker({ main, rules }));
}

/** The same, built now, and the files that it was made of. */
export async function builtWorker({ main, rules }: Configured): Promise<Built> {
  // hardly ever wanted, and a tenth of a second to load
  const { rolldown } = await import("rolldown");
  await using bundle = await rolldown({
    input: `${WORKER_FOLDER}${main}`,
    external: [/^cloudflare:/u, /^node:/u],
    platform: "neutral",
    plugins: [servedText()],
    resolve: { conditionNames: ["workerd", "worker", "browser", "import"], mainFields: ["module", "main"] },
    moduleTypes: Object.fromEntries(
      [...TEXT, ...rules.flatMap(({ globs }) => globs.map((glob) => glob.slice("**/*".length)))].map(
        (ending) => [ending, "text" as const],
      ),
    ),
    logLevel: "warn",
  });
  // names are not shortened, and workerd reads no source map
  const { output } = await bundle.generate({ format: "esm", codeSplitting: false, sourcemap: false });
  return { code: output[0].code, files: await bundle.watchFiles };
}
