import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { WireIdlePower, WireProfile } from "../wire/profile.ts";
import type { Deployment } from "./idle-deployment.ts";
import { deployments as deploymentsAt } from "./idle-deployment.ts";
import { evenTime, idleTime } from "./idle-time.ts";

const HOUR = 3_600_000;
const HOUR_US = HOUR * 1000;
const START = Date.parse("2026-11-01T00:00:00Z");

interface Version {
  readonly at: number;
  readonly idle?: WireIdlePower;
  readonly corrects?: number;
}

/** Versions 1, 2, … of one profile, made `at` hours after the start. */
function versions(...all: readonly Version[]): readonly WireProfile[] {
  return all.map(({ at, idle, corrects }, index) => ({
    id: "gpu",
    version: index + 1,
    created_at: hour(at),
    input: {
      kind: "power",
      power_w: 300,
      rung: "node",
      ...(idle === undefined ? {} : { idle }),
      ...(corrects === undefined ? {} : { corrects }),
    },
  }));
}
function hour(after: number): string {
  return new Date(START + after * HOUR).toISOString();
}
const deployments = (profile: readonly WireProfile[]): readonly Deployment[] =>
  deploymentsAt(profile, Date.parse);
const idle = { power_w: 60 } as const;
const slot = (from: number, to = from + 1): { readonly fromMs: number; readonly toMs: number } => ({
  fromMs: START + from * HOUR,
  toMs: START + to * HOUR,
});
const hours = (us: number): number => us / HOUR_US;

/** Stretches as `counted` of `stands`, from and to in hours. */
function told(profile: readonly WireProfile[]): readonly string[] {
  return deployments(profile).map(
    ({ counted, stands, fromMs, toMs, idle: said }) =>
      `${counted}${stands.version === counted ? "" : ` by ${stands.version}`}: ${(fromMs - START) / HOUR}–${(toMs - START) / HOUR}${said === undefined ? " silent" : ` ${said.power_w} W`}`,
  );
}

describe("when machines stood", () => {
  it.each([
    ["from its making on", [{ at: 0, idle }], ["1: 0–Infinity 60 W"]],
    [
      "from when it says until when it says",
      [{ at: 5, idle: { ...idle, since: hour(1), until: hour(9) } }],
      ["1: 1–9 60 W"],
    ],
    [
      "until a later version holds",
      [{ at: 0, idle }, { at: 4, idle: { power_w: 80 } }, { at: 6 }],
      ["1: 0–4 60 W", "2: 4–6 80 W", "3: 6–Infinity silent"],
    ],
    [
      "a version that says it stood earlier takes that time from those before it",
      [{ at: 0, idle }, { at: 2 }, { at: 4, idle: { ...idle, since: hour(1) } }],
      ["1: 0–1 60 W", "3: 1–Infinity 60 W"],
    ],
    [
      "a gap stays a gap",
      [
        { at: 0, idle: { ...idle, until: hour(2) } },
        { at: 4, idle },
      ],
      ["1: 0–2 60 W", "2: 4–Infinity 60 W"],
    ],
    [
      "a correction stands for all of its version's time, and not from its own making",
      [{ at: 0 }, { at: 4, idle }, { at: 6, idle: { power_w: 70 }, corrects: 1 }],
      ["1 by 3: 0–4 70 W", "2: 4–Infinity 60 W"],
    ],
    [
      "a correction of a correction, that takes the statement back",
      [
        { at: 0, idle },
        { at: 1, idle: { power_w: 70 }, corrects: 1 },
        { at: 2, corrects: 2 },
      ],
      ["1 by 3: 0–Infinity silent"],
    ],
    [
      "a correction can say when they ceased",
      [
        { at: 0, idle },
        { at: 6, idle: { ...idle, until: hour(5) }, corrects: 1 },
      ],
      ["1 by 2: 0–5 60 W"],
    ],
  ] as const)("%s", (_, all, wanted) => {
    const made = versions(...all);
    expect(told(made)).toEqual(wanted);
    expect(told(made.toReversed())).toEqual(wanted);
  });

  it("never twice at once, in order, whatever is said", () => {
    const time = fc.option(fc.integer({ min: 0, max: 20 }).map(hour), { nil: undefined });
    const version = fc.record({
      at: fc.integer({ min: 0, max: 20 }),
      idle: fc.option(
        fc.record({ since: time, until: time }).map(({ since, until }) => ({
          ...idle,
          ...(since === undefined ? {} : { since }),
          ...(until === undefined ? {} : { until }),
        })),
        { nil: undefined },
      ),
      correction: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(version, { minLength: 1, maxLength: 8 }), (all) => {
        const made = versions(
          ...all.map(({ at, idle: said, correction }, index) => ({
            at,
            ...(said === undefined ? {} : { idle: said }),
            ...(correction && index > 0 ? { corrects: index } : {}),
          })),
        );
        const found = deployments(made);
        for (const [index, { fromMs, toMs }] of found.entries()) {
          expect(fromMs).toBeLessThan(toMs);
          expect(fromMs).toBeGreaterThanOrEqual(found[index - 1]?.toMs ?? 0);
        }
      }),
    );
  });
});

describe("idle time of a slot", () => {
  const one = deployments(versions({ at: 0, idle }));

  it("is what stood and did not work, and what nobody asked anything waits all the time", () => {
    expect(hours(idleTime(one, slot(1), new Map()).idleUs)).toBe(1);
    const { deployedUs, busyUs, idleUs, overUs } = idleTime(one, slot(1), new Map([[1, 0.25 * HOUR_US]]));
    expect([deployedUs, busyUs, idleUs, overUs].map(hours)).toEqual([1, 0.25, 0.75, 0]);
  });

  it("counts machines, and nothing before they stood", () => {
    const four = deployments(versions({ at: 0.5, idle: { ...idle, instances: 4 } }));
    expect(hours(idleTime(four, slot(0), new Map([[1, HOUR_US]])).idleUs)).toBe(1);
    expect(hours(idleTime(four, slot(1), new Map([[1, HOUR_US]])).idleUs)).toBe(3);
    expect(idleTime(four, slot(-1), new Map())).toMatchObject({ deployedUs: 0, idleUs: 0, overUs: 0 });
  });

  it("is 0 where requests took more than stood, and the rest is told", () => {
    const { idleUs, overUs } = idleTime(one, slot(1), new Map([[1, 1.5 * HOUR_US]]));
    expect([idleUs, overUs].map(hours)).toEqual([0, 0.5]);
  });

  it("changes its power in the middle of a slot with the version", () => {
    const two = deployments(versions({ at: 0, idle }, { at: 1.25, idle: { power_w: 80 } }));
    const { idle: parts } = idleTime(two, slot(1), new Map([[2, 0.5 * HOUR_US]]));
    expect(parts.map(({ of, idleUs }) => [of.counted, hours(idleUs)])).toEqual([
      [1, 0.25],
      [2, 0.25],
    ]);
  });

  it("gives the time of a late request to who stood, not to the version that it came in under", () => {
    const two = deployments(versions({ at: 0, idle }, { at: 4, idle }));
    const late = idleTime(two, slot(1), new Map([[2, 0.5 * HOUR_US]]));
    expect([late.idleUs, late.overUs].map(hours)).toEqual([0.5, 0]);
    expect(late.taken).toEqual([2]);
    const silent = deployments(versions({ at: 0 }, { at: 4, idle }));
    expect(idleTime(silent, slot(1), new Map([[2, 0.5 * HOUR_US]]))).toMatchObject({ busyUs: 0, taken: [] });
  });

  it("leaves the time of a version that says nothing to that version", () => {
    const two = deployments(versions({ at: 0 }, { at: 1.5, idle }));
    const { idleUs, busyUs } = idleTime(two, slot(1), new Map([[1, 0.4 * HOUR_US]]));
    expect([idleUs, busyUs].map(hours)).toEqual([0.5, 0]);
  });

  it("tells requests after the machines ceased to stand", () => {
    const ended = deployments(versions({ at: 0, idle: { ...idle, until: hour(2) } }));
    expect(idleTime(ended, slot(3), new Map([[1, HOUR_US]]))).toMatchObject({ idleUs: 0, overUs: HOUR_US });
    // of a version that says nothing, nobody can say that it is too much
    const silent = deployments(versions({ at: 0 }, { at: 4, idle }));
    const early = idleTime(silent, slot(-1), new Map([[1, HOUR_US]]));
    expect(early).toMatchObject({ busyUs: 0, overUs: 0, taken: [] });
  });

  it("is the same slot by slot and over many that are alike", () => {
    const us = fc.integer({ min: 0, max: 9 * HOUR_US });
    fc.assert(
      fc.property(
        fc.array(us, { maxLength: 20 }),
        fc.nat(20),
        fc.integer({ min: 1, max: 5 }),
        (busy, unasked, instances) => {
          const [of] = deployments(versions({ at: 0, idle: { ...idle, instances } }));
          if (of?.idle === undefined) throw new Error("it says its idle power");
          const waiting = { ...of, idle: of.idle };
          const even = evenTime(waiting, { many: busy.length + unasked, ms: HOUR }, busy);
          const none = Array.from({ length: unasked }, () => 0);
          const each = [...busy, ...none].map((share, n) => idleTime([of], slot(n), new Map([[1, share]])));
          for (const name of ["deployedUs", "busyUs", "idleUs", "overUs"] as const) {
            expect(even[name]).toBe(each.reduce((sum, time) => sum + time[name], 0));
          }
        },
      ),
    );
  });

  it("and busy time are what stood and what is over; parts add up; no part is below 0 or above what stood", () => {
    const us = fc.integer({ min: 0, max: 3 * HOUR_US });
    const version = fc.record({
      at: fc.double({ min: 0, max: 2, noNaN: true }),
      instances: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
    });
    fc.assert(
      fc.property(
        fc.array(version, { minLength: 1, maxLength: 4 }),
        fc.array(fc.tuple(fc.integer({ min: 1, max: 5 }), us), { maxLength: 5 }),
        (all, busy) => {
          const stretches = deployments(
            versions(
              ...all.map(({ at, instances }) => ({
                at,
                ...(instances === undefined ? {} : { idle: { ...idle, instances } }),
              })),
            ),
          );
          const time = idleTime(stretches, slot(1), new Map(busy));
          const near = (a: number, b: number): void => {
            expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-9 * Math.max(HOUR_US, a, b));
          };
          near(time.idleUs + time.busyUs, time.deployedUs + time.overUs);
          expect(Math.min(time.idleUs, time.overUs)).toBe(0);
          near(
            time.idle.reduce((sum, { idleUs }) => sum + idleUs, 0),
            time.idleUs,
          );
          for (const { of, idleUs } of time.idle) {
            expect(idleUs).toBeGreaterThanOrEqual(0);
            expect(idleUs).toBeLessThanOrEqual((of.idle.instances ?? 1) * HOUR_US * (1 + 1e-9));
          }
        },
      ),
    );
  });
});
