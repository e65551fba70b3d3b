/**
 * Time as the outbox has it: the hour, and timers. Tests hand in one that moves when told.
 * @module
 */

/** Where the outbox has its time from. */
export interface Time {
  /** Ms since 1970. */
  nowMs(): number;
  /** Runs once, after so many ms; gives what calls it off. It does not keep the process alive. */
  later(ms: number, run: () => void): () => void;
  /** Like {@link Time.later}, and keeps the process alive: somebody waits for it. */
  await(ms: number, run: () => void): () => void;
}

/** The platform's time. */
export const PLATFORM_TIME: Time = {
  nowMs: () => Date.now(),
  later: (ms, run) => {
    const timer = setTimeout(run, ms);
    letGo(timer);
    return () => clearTimeout(timer);
  },
  await: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

/** Node and Bun let go of a timer by its own method, Deno by a function of its own; Workers have nothing to let go of. */
function letGo(timer: unknown): void {
  (timer as { unref?: () => void }).unref?.();
  const { Deno } = globalThis as { Deno?: { unrefTimer?: (id: unknown) => void } };
  if (typeof timer === "number") Deno?.unrefTimer?.(timer);
}

/** Resolves with what the promise does, or with `undefined` after so many ms. Rejects as the promise does. */
export async function within<T>(time: Time, ms: number, promise: Promise<T>): Promise<T | undefined> {
  let callOff: (() => void) | undefined;
  const timeout = new Promise<undefined>((resolve) => {
    callOff = time.await(ms, () => resolve(undefined));
  });
  try {
    return await Promise.race([promise, timeout]);
  } finally {
    callOff?.();
  }
}
