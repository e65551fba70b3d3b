/**
 * A stand-in and a client for each test. No test passes that asked for what GitHub does not know.
 * @module
 */
import { setImmediate as turn } from "node:timers/promises";
import { openClient } from "../../src/github/client.ts";
import type { GitHub } from "../../src/github/client.ts";
import type { Time } from "../../src/github/patience.ts";
import { startGitHub } from "./index.ts";
import type { GitHubStandIn } from "./index.ts";

/** Time that does not pass: waits are noted, in milliseconds, and limits come when the test says so. */
export interface StillTime extends Time {
  readonly waits: number[];
  readonly limits: AbortController[];
}

/** Time for one test. */
export function stillTime(): StillTime {
  const waits: number[] = [];
  const limits: AbortController[] = [];
  return {
    waits,
    limits,
    wait: async (ms, signal) => {
      waits.push(ms);
      await turn();
      signal?.throwIfAborted();
    },
    limit: () => {
      const controller = new AbortController();
      limits.push(controller);
      return controller.signal;
    },
  };
}

/** What a test can ask for. */
export interface WithStandIn {
  readonly hub: GitHubStandIn;
  readonly time: StillTime;
  readonly github: GitHub;
}

type Use<T> = (value: T) => Promise<void>;

/** For `test.extend<WithStandIn>`. */
export const STAND_IN = {
  // oxlint-disable-next-line no-empty-pattern -- vitest reads what a fixture wants from its pattern
  hub: async ({}: object, use: Use<GitHubStandIn>): Promise<void> => {
    await using hub = await startGitHub();
    await use(hub);
    if (hub.violations.length > 0) throw new Error(hub.violations.join("\n"));
  },
  // oxlint-disable-next-line no-empty-pattern -- as above
  time: async ({}: object, use: Use<StillTime>): Promise<void> => await use(stillTime()),
  github: async ({ hub, time }: Omit<WithStandIn, "github">, use: Use<GitHub>): Promise<void> =>
    await use(openClient({ token: hub.token, apiUrl: hub.url, time })),
};
