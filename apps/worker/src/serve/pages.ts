/**
 * The pages that a ledger on one machine shows: built from the sources of apps/dashboard when those are newer.
 * @module
 */
import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Tell } from "./runtime.ts";
import { WORKER_FOLDER, type WranglerConfig } from "./wrangler-config.ts";

/** What stands beside the folder of built pages, and builds it: gives the folder, and skips what is fresh. */
interface Builder {
  readonly buildDashboard: () => Promise<string>;
}

/**
 * Absolute path of the built pages. Pages that cannot be built are told and are no reason to serve no ledger: then what
 * was built before is served, or nothing, and `/` says so.
 * @param worker folder of the Worker, from which the configuration's paths are
 */
export async function builtPages(
  { assets }: Pick<WranglerConfig, "assets">,
  tell: Tell,
  worker: string = WORKER_FOLDER,
): Promise<string | undefined> {
  const folder = resolve(worker, assets.directory);
  const builder = resolve(dirname(folder), "build.mjs");
  try {
    const { buildDashboard } = (await import(pathToFileURL(builder).href)) as Builder;
    return whole(await buildDashboard());
  } catch (error) {
    tell(`the pages could not be built: ${error instanceof Error ? error.message : String(error)}`, "warn");
    return whole(folder);
  }
}

function whole(folder: string): string | undefined {
  return existsSync(resolve(folder, "index.html")) ? folder : undefined;
}
