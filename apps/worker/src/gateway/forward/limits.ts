/**
 * When a request to an upstream is given up: its caller has gone, or the head of the answer is too long in coming.
 * @module
 */

/** Why a request was given up. */
export type GivenUp = "caller-gone" | "too-slow";

/** One request's limits. */
export interface Limits {
  /** Ends the request to the upstream. */
  readonly signal: AbortSignal;
  /** The head is there; from here on the answer may take as long as it takes. */
  readonly headCame: () => void;
  /** Why it was given up, where it was. */
  readonly why: () => GivenUp | undefined;
}

/** Limits that begin now. @param callersSignal Fires when the caller goes. */
export function limits(headLimitMs: number, callersSignal: AbortSignal): Limits {
  const controller = new AbortController();
  let why: GivenUp | undefined;
  const giveUp = (reason: GivenUp): void => {
    why ??= reason;
    controller.abort();
  };
  const timer = setTimeout(() => {
    giveUp("too-slow");
  }, headLimitMs);
  const gone = (): void => {
    giveUp("caller-gone");
  };
  if (callersSignal.aborted) gone();
  else callersSignal.addEventListener("abort", gone);
  return {
    signal: controller.signal,
    headCame: () => {
      clearTimeout(timer);
    },
    why: () => why,
  };
}
