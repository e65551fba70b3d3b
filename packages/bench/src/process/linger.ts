/**
 * Waiting for daemons that outlive their command, as long as they are at work.
 * @module
 */
import type { CpuClock } from "../meters/cpu-clock.ts";

const STEP_MS = 100;
/** Less CPU than this in a step is a daemon that waits, not one that works: 2 % of one core. */
const IDLE_SHARE = 0.02;

/** Waits while processes of the clock are at work, at most `limitS`, and not after `stop` was given. */
export async function linger(
  limitS: number,
  clock: CpuClock | undefined,
  stop: AbortSignal | undefined,
): Promise<void> {
  if (clock === undefined) return;
  const until = performance.now() + limitS * 1000;
  let before = clock.running().length === 0 ? 0 : clock.seconds();
  const wait = (): boolean =>
    clock.running().length > 0 && performance.now() < until && stop?.aborted !== true;
  while (wait()) {
    await new Promise((resolve) => setTimeout(resolve, STEP_MS));
    const now = clock.seconds();
    if (now - before < (STEP_MS / 1000) * IDLE_SHARE) return;
    before = now;
  }
}
