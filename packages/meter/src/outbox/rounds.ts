/**
 * When batches go: as soon as one is full, a while after the first event of one that is not, when somebody asks, and
 * after a failure not before the pace allows.
 * @module
 */
import { type CourierSetting, deliver } from "./courier.ts";
import { waitOf } from "./pace.ts";
import { settledOf } from "./state.ts";
import { type Time, within } from "./time.ts";

/** What rounds work with. */
export interface RoundsSetting {
  readonly courier: CourierSetting;
  readonly time: Time;
  /** Batches in flight at once. */
  readonly concurrency: number;
  /** Longest that an event waits for its batch to fill, ms. */
  readonly afterMs: number;
  /** How long a flush waits for others to come along, ms. */
  readonly gatherMs: number;
  /** Whether timers may send. Not on Workers, where they die with the request that set them. */
  readonly background: boolean;
  /** Silence after which whoever was sending is taken for gone, ms: more than an attempt can take. */
  readonly goneAfterMs: number;
  readonly recall: () => void;
  /** Whether the process stays for what waits, as long as nothing failed: it is nowhere else. */
  readonly holds: boolean;
}

/** Sends batches when it is time. */
export interface Rounds {
  /** An event was added. */
  added(): void;
  /** Sends all that waits now, unless it is too soon after a failure. Ends with the first failure. Never rejects. */
  flush(): Promise<void>;
  /** Like flush, whatever the pace, for so many ms at most; then nothing is sent any more. */
  finish(withinMs: number): Promise<void>;
}

interface Waiter {
  readonly until: number;
  readonly reached: () => void;
}

/** On Workers a request cannot await what another does: it looks again after so many ms. */
const LOOK_AGAIN_MS = 50;
const MOST_WORDS = 200;

/** Rounds, none of them under way. */
export function rounds(setting: RoundsSetting): Rounds {
  const { courier, time, background } = setting;
  const { source, tally, limits, nowMs } = courier;
  let round: Promise<void> | undefined;
  let turn = 0;
  let signMs = 0;
  /** Settle so many events even where they fill no batch. */
  let target = 0;
  const waiters = new Set<Waiter>();
  let fresh = 0;
  /** When the oldest event that fills no batch is to go all the same. */
  let dueMs: number | undefined;
  let stopped = false;
  let timer: { readonly atMs: number; readonly callOff: () => void } | undefined;

  const wait = (): number => waitOf(courier.pace.get(), nowMs());

  /** Whether the oldest event has waited long enough; also where the clock was set back since, and nobody can tell. */
  const isDue = (): boolean => {
    if (dueMs === undefined) return false;
    const leftMs = dueMs - nowMs();
    return leftMs <= 0 || leftMs > setting.afterMs;
  };

  const arm = (ms: number): void => {
    const atMs = nowMs() + ms;
    if (!background || stopped || (timer !== undefined && timer.atMs <= atMs)) return;
    timer?.callOff();
    const holds = setting.holds && courier.pace.get().failures === 0;
    timer = {
      atMs,
      callOff: time[holds ? "await" : "later"](ms, () => {
        timer = undefined;
        if (round !== undefined) return;
        if (wait() > 0) arm(wait());
        else void begin({ force: false, all: isDue() });
      }),
    };
  };

  const tellReached = (): void => {
    const settled = settledOf(tally);
    for (const waiter of waiters) if (waiter.until <= settled) waiter.reached();
  };

  /** Resolves when so many events are settled, or the round ends: under load it may go on and on. */
  const reached = async (until: number, now: Promise<void>): Promise<void> => {
    let waiter: Waiter | undefined;
    const there = new Promise<void>((resolve) => {
      waiter = { until, reached: resolve };
      waiters.add(waiter);
    });
    await Promise.race([there, now]);
    if (waiter !== undefined) waiters.delete(waiter);
  };

  const lane = async (mine: () => boolean, force: boolean): Promise<void> => {
    for (let forced = force; mine() && (forced || wait() === 0); forced = false) {
      signMs = nowMs();
      const delivery = await deliver(courier, settledOf(tally) < target, mine);
      if (mine()) signMs = nowMs();
      tellReached();
      if (delivery !== "gone") return;
    }
  };

  const begin = ({ force, all }: { force: boolean; all: boolean }): Promise<void> => {
    turn += 1;
    const mine = (
      (my) => () =>
        turn === my
    )(turn);
    fresh = 0;
    signMs = nowMs();
    if (all) {
      target = settledOf(tally) + source.waiting();
      dueMs = undefined;
    }
    // after a failure one goes ahead, and the others follow if it comes through
    const lanes = courier.pace.get().failures > 0 ? 1 : setting.concurrency;
    const ends = Array.from({ length: lanes }, () =>
      lane(mine, force).catch((error: unknown) => courier.tell("bug", String(error).slice(0, MOST_WORDS))),
    );
    const now = Promise.all(ends).then(() => {
      if (!mine()) return;
      round = undefined;
      if (source.waiting() === 0) {
        dueMs = undefined;
        return;
      }
      dueMs ??= nowMs() + setting.afterMs;
      arm(courier.pace.get().failures > 0 ? wait() : Math.max(0, dueMs - nowMs()));
    });
    round = now;
    return now;
  };

  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      time.await(ms, resolve);
    });

  /** One step towards having sent what waits. False where there is no more to do now. */
  const step = async (until: number, force: boolean): Promise<boolean> => {
    if (settledOf(tally) >= until || source.waiting() === 0) return false;
    if (round === undefined) {
      if (!force && wait() > 0) return false;
      const before = tally.attempts;
      await reached(until, begin({ force, all: true }));
      return !force && wait() === 0 && tally.attempts > before;
    }
    target = Math.max(target, until);
    const left = signMs + setting.goneAfterMs - nowMs();
    if (left <= 0) {
      // on Workers a round ends with its request, without a word
      turn += 1;
      round = undefined;
      setting.recall();
    } else if (background) await within(time, left, reached(until, round));
    else await pause(Math.min(left, LOOK_AGAIN_MS));
    return true;
  };

  const waitingNow = (): number => settledOf(tally) + source.waiting();

  return {
    added() {
      fresh += 1;
      if (!background) return;
      if (dueMs === undefined) {
        dueMs = nowMs() + setting.afterMs;
        arm(setting.afterMs);
      }
      if (fresh >= limits.events) {
        fresh = 0;
        arm(0);
      }
    },
    async flush() {
      if (stopped) return;
      if (setting.gatherMs > 0) await pause(setting.gatherMs);
      const until = waitingNow();
      while (await step(until, false));
    },
    async finish(withinMs) {
      stopped = true;
      timer?.callOff();
      timer = undefined;
      const until = waitingNow();
      const send = async (): Promise<void> => {
        // a round that is under way comes first
        for (;;) {
          if (round === undefined || !(await step(until, false))) break;
        }
        await step(until, true);
      };
      await within(time, withinMs, send());
      turn += 1;
    },
  };
}
