/**
 * Creating what must not be there twice.
 * @module
 */
import type { GitHub } from "./client.ts";
import { GitHubRefused, GitHubUnreachable } from "./github-error.ts";

const TRIES = 3;
const PAUSE_MS = 2000;

/**
 * Creates, and where it is not known whether that was carried out (a cut connection, a 5xx, a conflict), looks before
 * it creates again.
 * @throws as `create` and `look` do; what `create` threw last, when nothing can be found after the last try.
 */
export async function createOnce<T>(
  { patience: { time, signal } }: GitHub,
  look: () => Promise<T | undefined>,
  create: () => Promise<T>,
): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await create();
    } catch (error) {
      const unsure =
        error instanceof GitHubUnreachable || (error instanceof GitHubRefused && error.status === 409);
      if (!unsure) throw error;
      // what was cut on its way may still arrive
      await time.wait(PAUSE_MS, signal);
      const found = await look();
      if (found !== undefined) return found;
      if (tries === TRIES) throw error;
    }
  }
}
