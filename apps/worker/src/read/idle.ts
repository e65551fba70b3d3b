/**
 * Time in which what is served only waited, profile by profile: beside the figures of requests, and in none of them
 * (methodology M58). It belongs to machines, not to a task: where filters take only some of a profile's requests, it is
 * left out with a word.
 * @module
 */
import type { Deployment, Factor, IdleTotal, ServedAssumption, ServedClass } from "@gramme/core";
import { assumedOnce, deployments, idleClass, idleSum, servedPlace } from "@gramme/core";
import type { WireApiIdle } from "@gramme/core/wire";
import type { Env } from "../env.ts";
import { type ProfileSpans, spanBusy } from "./idle-busy.ts";
import { hourCarbon, zoneReadings } from "./idle-grid.ts";
import { type ProfileTime, profileTime } from "./idle-hours.ts";
import { idleSpans, knownUntil } from "./idle-spans.ts";
import { wireIdleProfile, wireImpacts } from "./idle-wire.ts";
import { timeAssumptions } from "./idle-words.ts";
import { type Filters, passes } from "./label-rows.ts";
import { liveZone } from "./live-carbon.ts";
import { HOUR_MS, type Period } from "./period.ts";
import type { Reading } from "./reading.ts";

/** Idle time of a period, and what it rests on. */
export interface IdleReading {
  readonly wire: Omit<WireApiIdle, "not_said">;
  readonly factors: readonly Factor[];
  readonly assumptions: readonly ServedAssumption[];
  /** Versions behind it, as requests name them. */
  readonly rows: readonly { readonly profile: string; readonly profile_version: number }[];
}

/** A profile that says its idle power. */
interface Waiting extends ProfileSpans {
  readonly profile: string;
  readonly stretches: readonly Deployment[];
  readonly classes: ReadonlyMap<number, ServedClass>;
}

type LeftOut = WireApiIdle["left_out"][number];

/** Reads the idle time of a period; one round trip, and none where no profile says its idle power. */
export async function idleReading(
  env: Pick<Env, "BOOK">,
  reading: Reading,
  period: Period,
  filters: Filters,
  grid: "annual" | "hourly" = "annual",
): Promise<IdleReading> {
  const { waiting, leftOut } = whoWaits(reading, period, filters);
  const zones = waiting.flatMap(({ classes }) => [...classes.values()].flatMap((of) => liveZone(of) ?? []));
  const [busy, readings] = await Promise.all([
    spanBusy(env, reading.tenant, waiting, (row) => passes(row, filters)),
    zoneReadings(env, grid === "hourly" ? zones : [], period),
  ]);
  const whole = idleSum();
  const told: { readonly wire: WireApiIdle["profiles"][number]; readonly total: IdleTotal }[] = [];
  const assumptions: ServedAssumption[] = [];
  const versions: IdleReading["rows"][number][] = [];
  for (const { profile, stretches, spans, classes } of waiting) {
    const classOf = ({ stands }: Deployment): ServedClass | undefined => classes.get(stands.version);
    const time = profileTime({ stretches, spans, busy, carbon: hourCarbon(readings, classOf) });
    const { taken, why } = underFilters(filters, time);
    if (why !== undefined) leftOut.push({ profile, why });
    if (!taken) continue;
    const sum = idleSum();
    for (const { of, idleUs, live } of time.stretches) {
      const made = classOf(of);
      if (made === undefined) continue;
      for (const adding of [sum, whole]) adding.add(made, idleUs, live);
      versions.push({ profile, profile_version: of.counted });
    }
    const total = sum.total();
    told.push({ wire: wireIdleProfile(profile, time, total, period), total });
    assumptions.push(...timeAssumptions(profile, time));
  }
  const all = whole.total();
  return {
    wire: {
      profiles: told.toSorted((a, b) => b.total.energy.value - a.total.energy.value).map(({ wire }) => wire),
      total: told.length === 0 ? null : wireImpacts(all),
      left_out: leftOut,
    },
    factors: all.factors,
    assumptions: assumedOnce([
      ...assumptions,
      ...all.assumptions,
      ...(told.length === 0 ? [] : carbonAssumptions(reading.boundary, all, grid)),
    ]),
    rows: versions,
  };
}

/** Profiles that stood in a period and say their idle power, with what it takes; and those that cannot be told here. */
function whoWaits(
  reading: Reading,
  period: Period,
  filters: Filters,
): { readonly waiting: readonly Waiting[]; readonly leftOut: LeftOut[] } {
  const { boundary, at } = reading;
  const waiting: Waiting[] = [];
  const leftOut: LeftOut[] = [];
  const until = knownUntil(period);
  const toMs = Math.min(period.to * HOUR_MS, until);
  const labels = Map.groupBy(reading.labels, ({ profile }) => profile);
  for (const [profile, versions] of reading.profiles) {
    if (filters.profile?.includes(profile) === false) continue;
    const stretches = deployments(versions, Date.parse)
      .map((one) => ({ ...one, toMs: Math.min(one.toMs, until) }))
      .filter((one) => one.fromMs < one.toMs);
    const stood = stretches.filter(
      (one) => one.idle !== undefined && one.fromMs < toMs && one.toMs > period.from * HOUR_MS,
    );
    const classes = new Map<number, ServedClass>();
    for (const { stands } of stood) {
      const made = idleClass(stands, boundary, servedPlace(stands.input.site, "", at));
      if (made !== undefined) classes.set(stands.version, made);
    }
    const unknown = stood.find(({ stands }) => !classes.has(stands.version));
    if (unknown !== undefined) leftOut.push({ profile, why: notAtThisRung(boundary, unknown) });
    else if (stood.length > 0) {
      const spans = idleSpans(stretches, period);
      waiting.push({ profile, stretches, classes, spans, rows: labels.get(profile) ?? [] });
    }
  }
  return { waiting, leftOut };
}

function notAtThisRung(boundary: Reading["boundary"], { stands: { input } }: Deployment): string {
  if (boundary === "device") return "device counts chips while they work: idle time is no part of it";
  const rung = "rung" in input ? input.rung : "another boundary";
  return `its idle power is known at ${rung}, and there is no way from there to ${boundary}`;
}

/** Whether filters take a profile's machines: all that was asked of them does, or nothing of it, or nobody can say. */
function underFilters(
  filters: Filters,
  { passing, others }: ProfileTime,
): { readonly taken: boolean; readonly why?: string } {
  const { profile: _chosen, ...parting } = filters;
  if (Object.keys(parting).length === 0 || (passing > 0 && others === 0)) return { taken: true };
  if (passing > 0) {
    return {
      taken: false,
      why: "the filters take only some of its requests, and idle time belongs to its machines",
    };
  }
  if (others > 0) return { taken: false };
  return { taken: false, why: "nothing was asked of it, so that nobody can say whether the filters mean it" };
}

function carbonAssumptions(
  boundary: Reading["boundary"],
  { energy, liveJoules }: IdleTotal,
  grid: "annual" | "hourly",
): readonly ServedAssumption[] {
  const annual = energy.value === 0 ? 0 : 1 - liveJoules / energy.value;
  return [
    ...(grid === "hourly" && annual > 1e-4
      ? [
          {
            code: "grid-annual" as const,
            text: `the grid of ${(annual * 100).toFixed(1)} % of the idle energy was not read live: its annual average was taken`,
          },
        ]
      : []),
    ...(boundary === "lifecycle"
      ? [
          {
            code: "idle-production" as const,
            text: "production of machines is in no figure of idle time",
          },
        ]
      : []),
  ];
}
