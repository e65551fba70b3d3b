/**
 * Idle time: machines stood, and nothing was in flight (methodology M58).
 * @module
 */
import type { Deployment, WaitingDeployment } from "./idle-deployment.ts";

/** Microseconds in a millisecond. Exact. */
const MICROSECONDS_PER_MS = 1000;

/** An hour or a day, ms since 1970: `fromMs` <= t < `toMs`. */
export interface IdleSlot {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Machine-time of one profile, µs. `idleUs` and `busyUs` together are `deployedUs` and `overUs`. */
export interface MachineTime {
  /** Time that machines whose idle power is known stood. */
  readonly deployedUs: number;
  /** Fair share of time (M50) of the requests that are theirs. */
  readonly busyUs: number;
  /** Of that, what does not fit into the time that they stood. */
  readonly overUs: number;
  /** Time in which nothing was in flight. */
  readonly idleUs: number;
}

/** The same in one slot. */
export interface SlotTime extends MachineTime {
  /** Idle time by stretch, for each that says its idle power. */
  readonly idle: readonly { readonly of: WaitingDeployment; readonly idleUs: number }[];
  /** Versions whose requests' time is in `busyUs`. */
  readonly taken: readonly number[];
}

/**
 * Idle time over slots of one length through which one stretch stood alone: the same as `idleTime` slot by slot, quickly.
 * @param slots how many, and how long each is, ms
 * @param busyUs share of time in those slots that had requests, of all versions together, µs
 */
export function evenTime(
  { idle }: WaitingDeployment,
  slots: { readonly many: number; readonly ms: number },
  busyUs: readonly number[],
): MachineTime {
  const room = slots.ms * MICROSECONDS_PER_MS * (idle.instances ?? 1);
  let busy = 0;
  let over = 0;
  for (const share of busyUs) {
    busy += share;
    over += Math.max(0, share - room);
  }
  const deployed = slots.many * room;
  return { deployedUs: deployed, busyUs: busy, overUs: over, idleUs: Math.max(0, deployed - (busy - over)) };
}

/**
 * Idle time in one slot: time that stood − time that worked, version by version, and never below 0. Requests count under
 * the version that they came in by, which a late one did not work under: time of a version that did not stand in the
 * slot, and time beyond what a version stood, is taken from what else of the profile stood.
 * @param busyUs share of time by counted version, µs, >= 0
 */
export function idleTime(
  stretches: readonly Deployment[],
  { fromMs, toMs }: IdleSlot,
  busyUs: ReadonlyMap<number, number>,
): SlotTime {
  const stood = stretches.filter((one) => one.fromMs < toMs && one.toMs > fromMs);
  const saying = stood.flatMap((one) => {
    const { idle, counted } = one;
    if (idle === undefined) return [];
    const of = { ...one, idle };
    const ms = Math.min(of.toMs, toMs) - Math.max(of.fromMs, fromMs);
    const deployed = ms * MICROSECONDS_PER_MS * (idle.instances ?? 1);
    return [{ of, deployed, free: Math.max(0, deployed - (busyUs.get(counted) ?? 0)) }];
  });
  const isTheirs = (version: number): boolean => {
    const own = stretches.find(({ counted }) => counted === version);
    // a stray's time goes to who stood, if anybody says what that takes; else it is over
    if (own === undefined || !stood.includes(own)) {
      return saying.length > 0 || (stood.length === 0 && own?.idle !== undefined);
    }
    return own.idle !== undefined;
  };
  const taken = [...busyUs.keys()].filter((version) => isTheirs(version));
  const busy = taken.reduce((sum, version) => sum + (busyUs.get(version) ?? 0), 0);
  const deployed = saying.reduce((sum, one) => sum + one.deployed, 0);
  const free = saying.reduce((sum, one) => sum + one.free, 0);
  const idleUs = Math.max(0, deployed - busy);
  const left = free === 0 ? 0 : idleUs / free;
  return {
    deployedUs: deployed,
    busyUs: busy,
    overUs: Math.max(0, busy - deployed),
    idleUs,
    idle: saying.map((one) => ({ of: one.of, idleUs: one.free * left })),
    taken,
  };
}
