/**
 * Machine-time of one profile over a period, span by span (methodology M58).
 * @module
 */
import type { Deployment, LiveCarbon, MachineTime, WaitingDeployment } from "@gramme/core";
import { evenTime, idleTime } from "@gramme/core";
import type { SpanBusy } from "./idle-busy.ts";
import type { HourCarbon } from "./idle-grid.ts";
import { type IdleSpan, SLOT_MS } from "./idle-spans.ts";

/** Idle time of one stretch, and what of its carbon was read live. */
export interface StretchTime {
  readonly of: WaitingDeployment;
  readonly idleUs: number;
  readonly live: LiveCarbon | undefined;
}

/** Machine-time of one profile, and the requests that it rests on. */
export interface ProfileTime extends MachineTime, Omit<SpanBusy, "version" | "slots" | "shareUs"> {
  /** Those that say their idle power and stood in the period. */
  readonly stretches: readonly StretchTime[];
  /** Whether some of it was told by the day, with machines standing. */
  readonly byDay: boolean;
}

/** What a profile's time is told from. */
export interface TimeQuestion {
  readonly stretches: readonly Deployment[];
  readonly spans: readonly IdleSpan[];
  readonly busy: ReadonlyMap<IdleSpan, readonly SpanBusy[]>;
  /** Live carbon of J of a stretch in an hour; nothing where the hour was not read. */
  readonly carbon: HourCarbon;
}

/** A sum under way. */
interface Growing {
  readonly time: { -readonly [K in keyof MachineTime]: number };
  readonly requests: Record<"inferences" | "untimed" | "bounded" | "passing" | "others", number>;
  readonly stretches: Map<number, { -readonly [K in keyof StretchTime]: StretchTime[K] }>;
}

const TIMES = ["deployedUs", "busyUs", "overUs", "idleUs"] as const;

/** The machine-time of a profile. */
export function profileTime({ stretches, spans, busy, carbon }: TimeQuestion): ProfileTime {
  const sum: Growing = {
    time: { deployedUs: 0, busyUs: 0, overUs: 0, idleUs: 0 },
    requests: { inferences: 0, untimed: 0, bounded: 0, passing: 0, others: 0 },
    stretches: new Map(),
  };
  let byDay = false;
  for (const span of spans) {
    const rows = busy.get(span) ?? [];
    const before = sum.time.deployedUs;
    if (span.even === undefined) addUneven(sum, stretches, span, rows, carbon);
    else addEven(sum, span.even, span, rows[0], carbon);
    byDay ||= span.unit === "day" && sum.time.deployedUs > before;
  }
  return { ...sum.time, ...sum.requests, stretches: [...sum.stretches.values()], byDay };
}

function addEven(
  sum: Growing,
  of: WaitingDeployment,
  { unit, from, to }: IdleSpan,
  row: SpanBusy | undefined,
  carbon: HourCarbon,
): void {
  const ms = SLOT_MS[unit];
  const time = evenTime(of, { many: to - from, ms }, row?.shareUs ?? []);
  addTime(sum, time);
  if (row !== undefined) addRequests(sum, row);
  addIdle(sum, of, time.idleUs);
  if (unit === "day") return;
  const shares = new Map(row?.slots.map((slot, index) => [slot, row.shareUs[index] ?? 0]));
  for (const hour of carbon.hoursOf(of, from, to)) {
    const { idleUs } = evenTime(of, { many: 1, ms }, [shares.get(hour) ?? 0]);
    addLive(sum, of, carbon.of(of, hour, idleUs));
  }
}

function addUneven(
  sum: Growing,
  stretches: readonly Deployment[],
  { unit, from }: IdleSpan,
  rows: readonly SpanBusy[],
  carbon: HourCarbon,
): void {
  const ms = SLOT_MS[unit];
  const taken = new Set<number>();
  // where nobody stood, slots without requests have nothing to tell
  const slots = new Set([from, ...rows.flatMap((row) => row.slots)]);
  for (const slot of slots) {
    const shares = new Map(
      rows.map(({ version, slots: own, shareUs }) => [version, shareUs[own.indexOf(slot)] ?? 0]),
    );
    const time = idleTime(stretches, { fromMs: slot * ms, toMs: (slot + 1) * ms }, shares);
    addTime(sum, time);
    for (const version of time.taken) taken.add(version);
    for (const { of, idleUs } of time.idle) {
      addIdle(sum, of, idleUs);
      if (unit === "hour") addLive(sum, of, carbon.of(of, slot, idleUs));
    }
  }
  for (const row of rows) if (taken.has(row.version)) addRequests(sum, row);
}

function addTime({ time }: Growing, more: MachineTime): void {
  for (const name of TIMES) time[name] += more[name];
}

function addRequests({ requests }: Growing, row: SpanBusy): void {
  for (const name of ["inferences", "untimed", "bounded", "passing", "others"] as const) {
    requests[name] += row[name];
  }
}

function addIdle({ stretches }: Growing, of: WaitingDeployment, idleUs: number): void {
  const there = stretches.get(of.counted);
  if (there === undefined) stretches.set(of.counted, { of, idleUs, live: undefined });
  else there.idleUs += idleUs;
}

/** Readings of one zone share their doubt: the widest stands for all. */
function addLive({ stretches }: Growing, of: WaitingDeployment, more: LiveCarbon | undefined): void {
  const there = stretches.get(of.counted);
  if (there === undefined || more === undefined) return;
  const { live } = there;
  there.live =
    live === undefined
      ? more
      : {
          joules: live.joules + more.joules,
          co2e_g: live.co2e_g + more.co2e_g,
          spread: deviation(live) > deviation(more) ? live.spread : more.spread,
        };
}

function deviation({ spread }: LiveCarbon): number {
  return Object.values(spread.sources).reduce((sum, c) => sum + c, 0);
}
