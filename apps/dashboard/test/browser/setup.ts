/**
 * What all browser tests share is started before the first of them, and ended after the last.
 * @module
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { TestProject } from "vitest/node";
import { whyNoBrowser } from "./chromium.ts";
import type { Shared } from "./stand.ts";

declare module "vitest" {
  interface ProvidedContext {
    shared: Shared;
  }
}

const NOT_STARTED = "Browser and ledger of the tests of pages could not be started";

/** Starts both, and gives what ends both. */
export default async function setup({ provide }: Pick<TestProject, "provide">): Promise<() => Promise<void>> {
  const why = whyNoBrowser();
  if (why !== undefined) {
    process.stderr.write(`Tests in a browser are skipped: ${why}\n`);
    return async () => undefined;
  }
  const stand = fork(fileURLToPath(new URL("stand.ts", import.meta.url)), {
    execArgv: [],
    // pages are built as they are deployed, and not for a test
    env: { ...process.env, NODE_ENV: "production" },
  });
  const ended = once(stand, "exit");
  const first = await Promise.race([once(stand, "message"), ended.then(() => undefined)]);
  // each test of a page then fails, and no other does
  if (first === undefined) process.stderr.write(`${NOT_STARTED}; what they said is above\n`);
  else provide("shared", first[0] as Shared);
  return async () => {
    if (stand.connected) stand.disconnect();
    await ended;
  };
}
