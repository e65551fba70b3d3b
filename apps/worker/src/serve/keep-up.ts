/**
 * Keeps a ledger up: workerd that dies is started anew on the same port, at once the first times, then with growing
 * pauses while it keeps dying.
 * @module
 */
import type { Miniflare } from "miniflare";
import { setTimeout as sleep } from "node:timers/promises";
import { ledgerRuntime, type RuntimeOptions } from "./runtime.ts";
import { ServeError } from "./serve-error.ts";

/** A ledger that stays up. */
export interface KeptUp {
  readonly url: string;
  /** Does the chore of a cron; gives its outcome. */
  readonly scheduled: (cron: string) => Promise<string>;
  readonly close: (drain: () => Promise<void>) => Promise<void>;
}

const MOST_CRASHES = 20;
const IN_MS = 60_000;
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 30_000;

/** Starts a ledger, and keeps it up until it is closed. Throws a {@link ServeError} where it does not start at all. */
export async function keepUp(options: Omit<RuntimeOptions, "onRestart" | "onDown">): Promise<KeptUp> {
  const { tell } = options;
  let { port } = options;
  let runtime: Miniflare | undefined;
  let restart: Promise<void> | undefined;
  const ending = new AbortController();
  const crashes: number[] = [];

  const start = async (): Promise<string> => {
    const started = ledgerRuntime({
      ...options,
      port,
      onRestart: () => {
        const now = Date.now();
        crashes.push(now);
        while ((crashes[0] ?? now) < now - IN_MS) crashes.shift();
        tell("workerd ended unexpectedly and was started anew; what was acked is kept", "warn");
        if (crashes.length >= MOST_CRASHES) down(`workerd ended ${crashes.length} times within a minute`);
      },
      onDown: (error) => down(wordsOf(error)),
    });
    try {
      const { origin } = await started.unsafeGetDirectURL(options.config.name);
      runtime = started;
      return origin;
    } catch (error) {
      await disposed(started);
      throw error;
    }
  };

  const down = (why: string): void => {
    if (ending.signal.aborted) return;
    restart ??= startAnew(why).finally(() => {
      restart = undefined;
    });
  };

  const startAnew = async (first: string): Promise<void> => {
    let why = first;
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
      tell(`${why}; it is started anew in ${pauseMs / 1000} s`, "error");
      await disposed(runtime);
      runtime = undefined;
      // the end of the ledger is the end of the pause
      await sleep(pauseMs, undefined, { signal: ending.signal }).catch(() => undefined);
      if (ending.signal.aborted) return;
      crashes.length = 0;
      try {
        await start();
        return;
      } catch (error) {
        why = `workerd did not start (${wordsOf(error)})`;
      }
    }
  };

  try {
    const url = await start();
    port = Number(new URL(url).port);
    return {
      url,
      scheduled: async (cron) => {
        if (runtime === undefined) return "workerd is down";
        const worker = await runtime.getWorker(options.config.name);
        const { outcome } = await worker.scheduled({ cron });
        return outcome;
      },
      close: async (drain) => {
        ending.abort();
        await restart;
        await drain();
        await disposed(runtime);
      },
    };
  } catch (error) {
    throw new ServeError(`workerd did not start: ${wordsOf(error)}`, { cause: error });
  }
}

async function disposed(runtime: Miniflare | undefined): Promise<void> {
  try {
    await runtime?.dispose();
  } catch {
    // it had failed, and was told of then; workerd is gone in any case
  }
}

/** What is worth a line of it: what follows is workerd's own stack. */
function wordsOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return lines.slice(0, 3).join(" ").slice(0, 500).replace(/\.$/u, "");
}
