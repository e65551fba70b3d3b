/**
 * Whatever numbers and texts stand in a check: it is read or refused, built anew and told, and never throws.
 * @module
 */
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { Check } from "../check.ts";
import { commentMarkdown } from "../report/comment.ts";
import { outcomeOf } from "../report/outcome.ts";
import { compared, measured, reportOf, resultOf, SERVICE, workload } from "../report/report.fixture.ts";
import { fromStranger } from "./from-stranger.ts";
import { CANARY, HOSTILE_TEXTS } from "./hostile-texts.fixture.ts";
import { readCheck } from "./read-check.ts";
import { remarksMarkdown } from "./remarks.ts";
import { trusted, UNRULED } from "./rules.fixture.ts";

const { digits, superResolution, classify } = SERVICE;
const CHECK = measured(
  resultOf([compared(digits, { seed: 1, quality: 0.97 }), compared(classify, { seed: 4, work: 0.2 })], {
    workloads: [workload(superResolution, { work: 0, time: 0, noise: 0.01, pairs: 3, seed: 3 })],
  }),
);
const TEXT = JSON.stringify(CHECK);

type Path = readonly (string | number)[];

/** Where the leaves are. */
function leaves(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== "object" || value === null) return [path];
  return Object.entries(value).flatMap(([key, inner]) =>
    leaves(inner, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

function put(target: unknown, [key, ...rest]: Path, value: unknown): void {
  const object = target as Record<string | number, unknown>;
  if (key === undefined) return;
  if (rest.length === 0) object[key] = value;
  else put(object[key], rest, value);
}

const PATHS = leaves(CHECK);
const NUMBERS = [
  0,
  -0,
  1,
  -1,
  5e-324,
  1e-300,
  1e-15,
  0.5,
  1.5,
  1e15,
  1.1e15,
  1e308,
  -1e308,
  2 ** 31,
  2 ** 53,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
];
const anything = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom<unknown>(...NUMBERS) },
  { weight: 3, arbitrary: fc.double() },
  { weight: 2, arbitrary: fc.constantFrom<unknown>(...HOSTILE_TEXTS) },
  { weight: 1, arbitrary: fc.constantFrom<unknown>(null, true, [], {}, "", "1") },
);
const changes = fc.array(fc.tuple(fc.constantFrom(...PATHS), anything), { minLength: 1, maxLength: 8 });
/** All numbers of one name at once, as a careful forger would. */
const sweep = fc.tuple(
  fc.constantFrom("device_j", "wall_s", "cpu_s", "value", "low", "high", "units_in_one", "share", "threads"),
  fc.constantFrom(...NUMBERS.filter((number) => number >= 0 && Number.isFinite(number))),
);

function survives(json: unknown): void {
  const { check } = readCheck(json);
  if (check === undefined) return;
  for (const ground of [trusted(), UNRULED]) {
    const received = fromStranger(check, ground);
    expect(Check.safeParse(received.check).error).toBeUndefined();
    const report = reportOf([received.check], { measuredBy: "fork" });
    const told = [
      commentMarkdown(report),
      outcomeOf(report).title,
      remarksMarkdown({ received: [received], partsLeftOut: 0, noRules: undefined, fromFork: true }),
    ].join("\n");
    expect(told).not.toMatch(/NaN|Infinity|undefined/u);
    // names of the pattern may be told where base has no gramme.yml
    expect(ground !== UNRULED && told.includes(CANARY)).toBe(false);
  }
}

it("a few leaves changed", () => {
  fc.assert(
    fc.property(changes, (all) => {
      const json: unknown = JSON.parse(TEXT);
      for (const [path, value] of all) put(json, path, value);
      survives(json);
    }),
    { numRuns: 200 },
  );
});

it("all numbers of one name changed", () => {
  fc.assert(
    fc.property(fc.array(sweep, { minLength: 1, maxLength: 3 }), (all) => {
      const json: unknown = JSON.parse(TEXT);
      for (const [name, value] of all) {
        for (const path of PATHS) if (path.at(-1) === name) put(json, path, value);
      }
      survives(json);
    }),
    { numRuns: 100 },
  );
});
