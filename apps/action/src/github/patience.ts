/**
 * How long and how often a request is tried. One budget for all waiting of a request, so that a comment never holds a
 * job for long.
 *
 * Octokit's own retry and throttling plugins are not used: they repeat a POST whose answer was lost, ignore the
 * Retry-After of a plain 429, wait each by its own rules and know of no bound in all.
 * @module
 */
import { setTimeout as sleep } from "node:timers/promises";
import { GitHubBusy, GitHubUnreachable } from "./github-error.ts";

/** The passing of time, so that tests need not wait. */
export interface Time {
  /** Resolves after so many milliseconds, and rejects as soon as the signal says so. */
  wait(ms: number, signal?: AbortSignal): Promise<void>;
  /** A signal that comes after so many milliseconds. */
  limit(ms: number): AbortSignal;
}

/** Time as it passes. */
export const REAL_TIME: Time = {
  wait: async (ms, signal) => await sleep(ms, undefined, signal === undefined ? {} : { signal }),
  limit: (ms) => AbortSignal.timeout(ms),
};

/** How patient a client is. */
export interface Patience {
  readonly time: Time;
  /** Ends everything, waits included. */
  readonly signal: AbortSignal | undefined;
  /** For one try, until the last byte of the answer. */
  readonly timeoutMs: number;
  /** For all waits and all time-outs of one request together. */
  readonly budgetMs: number;
}

/** Why a try failed. */
export type Failure =
  /** It was not carried out, and may be asked again after so long. */
  | { readonly kind: "limited"; readonly status: number; readonly waitMs: number }
  /** It may have been carried out. */
  | { readonly kind: "broken"; readonly found: string; readonly status?: number }
  /** There is no use in asking again. */
  | { readonly kind: "final"; readonly error: unknown };

/** A request, as patience needs to know it. */
export interface Asked {
  /** For errors: method and route template. */
  readonly asked: string;
  /** Whether it does no harm twice. One that is not is never repeated here once it may have been carried out. */
  readonly repeatable: boolean;
  /** What went wrong with a try. */
  readonly failureOf: (error: unknown) => Failure;
}

const TRIES = 4;
const FIRST_PAUSE_MS = 1000;

/**
 * Tries until there is an answer, patience ends or the failure is final.
 * @throws GitHubBusy when GitHub wants more time than there is; GitHubUnreachable when every try failed, or a try
 * that must not be repeated; what `failureOf` calls final; the signal's reason.
 */
export async function patiently<T>(
  patience: Patience,
  { asked, repeatable, failureOf }: Asked,
  attempt: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const { time, signal, timeoutMs, budgetMs } = patience;
  let spentMs = 0;
  for (let tries = 1; ; tries++) {
    signal?.throwIfAborted();
    const limit = time.limit(timeoutMs);
    let failure: Failure;
    try {
      return await attempt(signal === undefined ? limit : AbortSignal.any([signal, limit]));
    } catch (error) {
      signal?.throwIfAborted();
      failure = failureOf(error);
    }
    if (failure.kind === "final") throw failure.error;
    let pauseMs: number;
    if (failure.kind === "limited") {
      pauseMs = Math.max(failure.waitMs, FIRST_PAUSE_MS);
      if (tries === TRIES || spentMs + pauseMs > budgetMs)
        throw new GitHubBusy(asked, failure.status, pauseMs);
    } else {
      const found =
        limit.aborted && failure.status === undefined
          ? `nothing within ${timeoutMs / 1000} s`
          : failure.found;
      if (limit.aborted) spentMs += timeoutMs;
      pauseMs = FIRST_PAUSE_MS * 2 ** (tries - 1);
      if (!repeatable || tries === TRIES || spentMs + pauseMs > budgetMs) {
        throw new GitHubUnreachable(asked, tries, found, failure.status);
      }
    }
    spentMs += pauseMs;
    await time.wait(pauseMs, signal);
  }
}
