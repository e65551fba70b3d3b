/**
 * Events to test with: real ones, ones with something changed, and ones that mean no good.
 * @module
 */
import { PHASES, TASKS } from "@gramme/core";
import {
  EVENT_ID,
  LONGEST_MS,
  MeterEvent,
  MODEL_NAME,
  OUTCOMES,
  ROUTE_NAME,
  TIMINGS,
  VERSION_NAME,
  type WireEvent,
  ZONE_CODE,
} from "@gramme/core/wire";
import * as fc from "fast-check";

const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(value, { nil: undefined });
const ms = fc.oneof(
  fc.double({ min: 0.001, max: LONGEST_MS * 1000, noNaN: true }),
  fc.constantFrom(0.001, 1, LONGEST_MS * 1000),
);
const matching = (pattern: RegExp): fc.Arbitrary<string> => fc.stringMatching(pattern);
const tokens = fc.integer({ min: 0, max: 1e12 });

const common = {
  id: maybe(matching(EVENT_ID)),
  at_unix_ms: fc.integer({ min: 1_500_000_000_000, max: 9_000_000_000_000 }),
  phase: maybe(fc.constantFrom(...PHASES)),
  task: fc.constantFrom(...TASKS, "unknown"),
  model: matching(MODEL_NAME),
  model_version: maybe(matching(VERSION_NAME)),
  route: maybe(matching(ROUTE_NAME)),
  profile: maybe(matching(MODEL_NAME)),
  zone: maybe(matching(ZONE_CODE)),
};

type Loose = Readonly<Record<string, unknown>>;

/** The fields that are there. */
function present(fields: Loose): Loose {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

const served = fc
  .record({
    ...common,
    count: maybe(fc.integer({ min: 1, max: 1_000_000_000 })),
    outcome: maybe(fc.constantFrom(...OUTCOMES)),
    energy_uj: maybe(fc.integer({ min: 1, max: 1e15 })),
    cpu_ms: maybe(ms),
    time: maybe(
      fc.record({
        timing: fc.constantFrom(...TIMINGS),
        duration_ms: ms,
        in_flight: maybe(fc.double({ min: 1, max: 1e6, noNaN: true })),
      }),
    ),
    start: maybe(fc.record({ head_ms: ms, first_byte_ms: ms })),
    used: maybe(fc.record({ input_tokens: tokens, output_tokens: tokens })),
  })
  .map(({ time, start, used, ...fields }) => present({ ...fields, ...time, ...start, ...used }));

const toldLater = fc
  .record({
    ...common,
    count: fc.constant(0),
    cpu_ms: ms,
    cpu_of: fc.integer({ min: 1, max: 1_000_000_000 }),
  })
  .map(present);

/** Any event that the schema takes. */
export const anyEvent: fc.Arbitrary<WireEvent> = fc.oneof(
  { arbitrary: served, weight: 4 },
  { arbitrary: toldLater, weight: 1 },
) as unknown as fc.Arbitrary<WireEvent>;

const FIELDS = Object.keys(MeterEvent.shape);

/** Values at and beyond every bound, and of every other kind. */
const oddValue: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(0, -0, 1, -1, 0.5, 0.001, 0.000_999, 1e9, 1e9 + 1, 1e12, 1e12 + 1, 1e15, 1e15 + 1),
  fc.constantFrom<unknown>(1e6, 1e6 + 1, 2 ** 53, 2 ** 53 - 1, 1e308, Number.NaN, Number.POSITIVE_INFINITY),
  fc.constantFrom<unknown>(1_499_999_999_999, 1_500_000_000_000, 9_000_000_000_001, LONGEST_MS * 1000 + 1),
  fc.constantFrom<unknown>(
    "",
    "unknown",
    "wall",
    "failed",
    "FR",
    "fr",
    "A".repeat(65),
    "A".repeat(129),
    "a b",
    "é",
  ),
  fc.constantFrom<unknown>(
    "a\n",
    "text-classification",
    "Text-Classification",
    "inference",
    "training",
    "\u0000",
  ),
  fc.constantFrom<unknown>(null, undefined, true, [], {}, [1], "1", { toString: 1 }),
  fc.string({ unit: "binary", maxLength: 140 }),
);

/** An event with some fields put, changed or taken away. */
export const mutatedEvent: fc.Arbitrary<Loose> = fc
  .tuple(
    anyEvent,
    fc.array(
      fc.tuple(
        fc.oneof(
          { arbitrary: fc.constantFrom(...FIELDS), weight: 12 },
          { arbitrary: fc.string(), weight: 1 },
        ),
        fc.oneof(
          oddValue,
          fc.constant(undefined),
          anyEvent.map((event) => event.duration_ms),
        ),
        fc.boolean(),
      ),
      { minLength: 1, maxLength: 3 },
    ),
  )
  .map(([event, changes]) => {
    const fields = new Map<string, unknown>(Object.entries(event));
    for (const [key, value, gone] of changes) {
      if (gone) fields.delete(key);
      else fields.set(key, value);
    }
    return Object.fromEntries(fields);
  });

/** Anything that JSON can say, and objects of all keys. */
export const hostileEvent: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue(),
  fc.json().map((text): unknown => JSON.parse(text)),
  fc.dictionary(fc.oneof(fc.constantFrom(...FIELDS, "__proto__", "constructor"), fc.string()), oddValue),
  oddValue,
);
