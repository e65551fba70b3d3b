/**
 * Fair share of time among the requests that are in flight at once (M50).
 *
 * While n are in flight, a virtual clock V runs at 1 ÷ n of the real one: dV = dt ÷ n. The share of a request is what V
 * advanced between its start and its end. One division per arrival and departure, and the shares of all add up to the
 * time in which anything was in flight.
 * @module
 */

/** A request in flight. */
export interface Flight {
  readonly startMs: number;
}

/** The requests in flight on hardware that they share. */
export interface InFlight {
  /** Requests in flight now. */
  readonly count: number;
  /** A request begins. @param nowMs Monotonic time, ms. */
  enter(nowMs: number): Flight;
  /**
   * It ends. Its share of the time since it began, ms: above 0 and at most that time, or 0 where the clock did not move.
   * `undefined` for a request that is not in flight, or no longer.
   */
  leave(flight: Flight, nowMs: number): number | undefined;
}

/** After this, ms, a request that nobody ended is taken out, so that it does not thin the shares of others for ever. */
const FORGOTTEN_AFTER_MS = 3_600_000;

interface Node {
  readonly startMs: number;
  startV: number;
  inside: boolean;
  before: Node | undefined;
  after: Node | undefined;
}

/**
 * Nobody in flight yet.
 * @param forgottenAfterMs When a request that nobody ended is taken out, ms; an hour when not said.
 */
export function inFlight(forgottenAfterMs: number = FORGOTTEN_AFTER_MS): InFlight {
  let count = 0;
  let v = 0;
  let lastMs = 0;
  // in the order of their starts, so that the oldest is found at once
  let oldest: Node | undefined;
  let youngest: Node | undefined;

  const advance = (nowMs: number): void => {
    if (nowMs <= lastMs) return;
    if (count > 0) v += (nowMs - lastMs) / count;
    lastMs = nowMs;
  };
  const remove = (node: Node): void => {
    node.inside = false;
    if (node.before === undefined) oldest = node.after;
    else node.before.after = node.after;
    if (node.after === undefined) youngest = node.before;
    else node.after.before = node.before;
    node.before = undefined;
    node.after = undefined;
    count -= 1;
    // small numbers add more exactly; nobody compares with what was before
    if (count === 0) v = 0;
  };

  return {
    get count() {
      return count;
    },
    enter(nowMs) {
      advance(nowMs);
      for (let first = oldest; first !== undefined; first = oldest) {
        if (nowMs - first.startMs <= forgottenAfterMs) break;
        remove(first);
      }
      const node: Node = { startMs: nowMs, startV: v, inside: true, before: youngest, after: undefined };
      if (youngest === undefined) oldest = node;
      else youngest.after = node;
      youngest = node;
      count += 1;
      return node;
    },
    leave(flight, nowMs) {
      const node = flight as Node;
      if (!node.inside) return undefined;
      advance(nowMs);
      const share = v - node.startV;
      remove(node);
      return share;
    },
  };
}

const POOLS = new Map<string, InFlight>();

/**
 * The requests in flight on a pool: what shares hardware, named as its user likes. The same name is the same pool in
 * all of this process.
 */
export function pool(name = "process"): InFlight {
  const known = POOLS.get(name);
  if (known !== undefined) return known;
  const fresh = inFlight();
  POOLS.set(name, fresh);
  return fresh;
}
