/**
 * The Worker as one module, from its sources.
 * @module
 */
import { rolldown } from "rolldown";
import { servedText } from "./served-text.ts";
import { WORKER_FOLDER, type WranglerConfig } from "./wrangler-config.ts";

/** Endings of text modules that wrangler knows without a rule. */
const TEXT = [".txt", ".html", ".sql"];

/**
 * The code of one ES module. What the platform brings stays outside: `cloudflare:…`, `node:…`. Built in memory in a
 * quarter of a second, so nothing is kept that could be stale.
 */
export async function bundled({ main, rules }: Pick<WranglerConfig, "main" | "rules">): Promise<string> {
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
  const { output } = await bundle.generate({ format: "esm", codeSplitting: false, sourcemap: "inline" });
  return output[0].code;
}
