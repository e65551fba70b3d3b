/**
 * The Worker's `scheduled`, called here as the platform calls it there: every hour, at the minute of its cron.
 * @module
 */
import type { Tell } from "./runtime.ts";

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** Time until a cron of the form `MINUTE * * * *` is due next, ms: more than 0, at most an hour. */
export function untilDue(cron: string, nowMs: number): number {
  const minute = Number(cron.split(" ", 1)[0]);
  const dueMs = nowMs - (nowMs % HOUR_MS) + minute * MINUTE_MS;
  return dueMs > nowMs ? dueMs - nowMs : dueMs + HOUR_MS - nowMs;
}

/**
 * Has each cron's chore done now, for a machine that is not always on, and then whenever it is due. A chore that fails
 * is told, and tried again when it is due next.
 * @param run does the chore of a cron; gives what the platform calls its outcome
 * @returns a function that ends it
 */
export function keepHourly(
  crons: readonly string[],
  run: (cron: string) => Promise<string>,
  tell: Tell,
): () => void {
  const timers = new Map<string, NodeJS.Timeout>();
  let ended = false;
  // what is cut off by the end has not failed
  const warn = (line: string): void => {
    if (!ended) tell(line, "warn");
  };
  const now = async (cron: string): Promise<void> => {
    // a machine that slept is late, once: the next time is counted from when it woke
    timers.set(cron, setTimeout(() => void now(cron), untilDue(cron, Date.now())).unref());
    try {
      const outcome = await run(cron);
      if (outcome !== "ok") warn(`the hourly chores ended with "${outcome}"`);
    } catch (error) {
      warn(`the hourly chores failed: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  for (const cron of crons) void now(cron);
  return () => {
    ended = true;
    for (const timer of timers.values()) clearTimeout(timer);
    timers.clear();
  };
}
