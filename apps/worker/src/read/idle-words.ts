/**
 * What is assumed of idle time, and what of it is not known (methodology M58).
 * @module
 */
import type { ServedAssumption } from "@gramme/core";
import type { LabelRow } from "./label-rows.ts";
import type { ProfileTime } from "./idle-hours.ts";
import type { Reading } from "./reading.ts";

/** Microseconds in an hour. Exact. */
export const MICROSECONDS_PER_HOUR = 3_600_000_000;
/** Profiles that a sentence names. */
const MOST_NAMED = 5;

/** Why a profile's idle time is less, or more, than what is told. */
export function timeAssumptions(
  profile: string,
  { untimed, bounded, overUs, byDay }: ProfileTime,
): readonly ServedAssumption[] {
  const of = `idle time of profile ${profile}`;
  const over = overUs / MICROSECONDS_PER_HOUR;
  return [
    ...(bounded === 0
      ? []
      : [
          {
            code: "idle-lower-bound" as const,
            text: `${of} is a lower bound: the time of ${bounded} inferences is an upper one, since nobody said how many were in flight, or it lies between two I/Os`,
          },
        ]),
    ...(untimed === 0
      ? []
      : [
          {
            code: "idle-upper-bound" as const,
            text: `${of} is an upper bound: ${untimed} inferences told no time, and were taken to take none`,
          },
        ]),
    ...(over === 0
      ? []
      : [
          {
            code: "idle-over" as const,
            text: `profile ${profile}: ${over.toPrecision(2)} machine-hours of requests do not fit into the time that its machines stood (more machines than it says, requests longer than their hour, in_flight not told): idle time is 0 there`,
          },
        ]),
    ...(byDay
      ? [
          {
            code: "idle-by-day" as const,
            text: `${of} goes by the day where hours are not kept any more: a lower bound where an hour was overfull`,
          },
        ]
      : []),
  ];
}

/** Profiles that answered some of these requests and say nothing of idle power, where the boundary would hold it. */
export function idleNotSaid(reading: Reading, rows: readonly LabelRow[]): readonly string[] {
  if (reading.boundary === "device") return [];
  const silent = rows.filter((row) => {
    const stands = reading.standing(row);
    if (stands === undefined || stands === "missing") return false;
    const { input } = stands;
    if ("rung" in input && input.rung === "device") return false;
    return input.kind !== "power" || input.idle === undefined;
  });
  return [...new Set(silent.map(({ profile }) => profile))].toSorted();
}

/** That idle time is in no figure, in words. */
export function notSaidAssumption(profiles: readonly string[]): readonly ServedAssumption[] {
  if (profiles.length === 0) return [];
  const more = profiles.length - MOST_NAMED;
  const names = profiles.slice(0, MOST_NAMED).join(", ") + (more > 0 ? ` and ${more} more` : "");
  return [
    {
      code: "idle-not-said",
      text: `what machines draw while they wait is in no figure for profile ${names}, unless the stated figures hold it: a profile of kind power can say it, as idle`,
    },
  ];
}
