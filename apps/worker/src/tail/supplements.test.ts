import { MeterEvent, MOST_BATCH_BYTES, MOST_EVENTS } from "@gramme/core/wire";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { supplements } from "./supplements.ts";
import { BEGAN_AT_MS, line, logged, trace } from "./traces.fixture.ts";

const NOW_MS = BEGAN_AT_MS + 1000;
const NOTHING = { told: 0, cpu_us: 0, without_cpu: 0, truncated: 0, below_1_us: 0, malformed: 0 };

test("CPU time of an invocation is told under the labels of its inferences", () => {
  const { events, tally } = supplements([trace([logged({ gramme: line() })])], NOW_MS);
  expect(events).toEqual([
    {
      id: "5d3e6f0a-1c2b-4a39-8f7e-6d5c4b3a2918:cpu",
      at_unix_ms: BEGAN_AT_MS + 420,
      count: 0,
      cpu_ms: 412,
      cpu_of: 344,
      task: "voice-activity-detection",
      model: "silero-vad",
      model_version: "5",
      route: "/voice-activity",
      profile: "edge-voice",
    },
  ]);
  expect(MeterEvent.parse(events[0])).toEqual(events[0]);
  expect(tally).toEqual({ ...NOTHING, told: 1, cpu_us: 412_000 });
});

test("several lines share by their inferences, and the sum is kept", () => {
  const logs = [100, 200, 44].map((inferences, index) =>
    logged({ gramme: line({ meter_id: `request-${index}`, inferences }) }),
  );
  const { events, tally } = supplements([trace(logs, { cpuTime: 100 })], NOW_MS);
  expect(events.map(({ cpu_ms, cpu_of }) => [cpu_ms, cpu_of])).toEqual([
    [29.069, 100],
    [58.14, 200],
    [12.791, 44],
  ]);
  expect(tally.cpu_us).toBe(100_000);
});

test.each([
  ["0, as it is in local runs", { cpuTime: 0 }],
  ["below 0", { cpuTime: -1 }],
  ["no number", { cpuTime: Number.NaN }],
  ["longer than a day", { cpuTime: 1e12 }],
  ["under half a microsecond", { cpuTime: 0.0001 }],
])("CPU time that is %s is no measurement", (_, more) => {
  expect(supplements([trace([logged({ gramme: line() })], more)], NOW_MS)).toEqual({
    events: [],
    tally: { ...NOTHING, without_cpu: 1 },
  });
});

test("a platform that tells no CPU time gives no event", () => {
  const { cpuTime: _, ...older } = trace([logged({ gramme: line() })]);
  expect(supplements([older], NOW_MS)).toEqual({ events: [], tally: { ...NOTHING, without_cpu: 1 } });
});

test("a trace that was cut short is left out: what is missing had a part in the time", () => {
  const cut = trace([logged({ gramme: line() })], { truncated: true });
  expect(supplements([cut], NOW_MS)).toEqual({ events: [], tally: { ...NOTHING, truncated: 1 } });
});

test("a part under a microsecond is no measurement", () => {
  const logs = [
    logged({ gramme: line({ meter_id: "small", inferences: 1 }) }),
    logged({ gramme: line({ meter_id: "large", inferences: 1_000_000 }) }),
  ];
  const { events, tally } = supplements([trace(logs, { cpuTime: 1 })], NOW_MS);
  expect(events.map(({ id }) => id)).toEqual(["large:cpu"]);
  expect(tally).toEqual({ ...NOTHING, told: 1, cpu_us: 1000, below_1_us: 1 });
});

test("an invocation that failed used its CPU time all the same", () => {
  const failed = trace([logged({ gramme: line() })], { outcome: "exceededCpu", cpuTime: 30_000 });
  expect(supplements([failed], NOW_MS).tally).toEqual({ ...NOTHING, told: 1, cpu_us: 30_000_000 });
});

test.each([
  ["the invocation's start, where the log has no time", { timestamp: 0 }, {}, BEGAN_AT_MS],
  ["now, where the trace has none either", { timestamp: 0 }, { eventTimestamp: null }, NOW_MS],
  ["whole, where the log's time is not", { timestamp: BEGAN_AT_MS + 0.75 }, {}, BEGAN_AT_MS],
])("the moment is %s", (_, log, more, at) => {
  const { events } = supplements([trace([{ ...logged({ gramme: line() }), ...log }], more)], NOW_MS);
  expect(events[0]?.at_unix_ms).toBe(at);
});

test("invocations without inferences, and what others log, leave nothing behind", () => {
  const others = [trace([]), trace([logged("hello")]), trace([logged({ gram: 1 })])];
  expect(supplements(others, NOW_MS)).toEqual({ events: [], tally: NOTHING });
});

test("whatever is logged, what is sent fits the wire, and the time adds up to the platform's", () => {
  const aLine = fc.record({
    gramme: fc.record({
      meter_id: fc.stringMatching(/^[a-z0-9]{1,8}$/u),
      labels: fc.constant(line().labels),
      inferences: fc.integer({ min: 1, max: 1_000_000_000 }),
    }),
  });
  const anything = fc.oneof(aLine, fc.record({ gramme: fc.jsonValue() }), fc.jsonValue());
  const traces = fc.array(
    fc.record({ logs: fc.array(anything, { maxLength: 8 }), cpuTime: fc.integer({ min: 0, max: 300_000 }) }),
    { maxLength: 4 },
  );
  fc.assert(
    fc.property(traces, (made) => {
      const built = made.map(({ logs, cpuTime }) =>
        trace(
          logs.map((each) => logged(each)),
          { cpuTime },
        ),
      );
      const { events, tally } = supplements(built, NOW_MS);
      for (const event of events) expect(MeterEvent.safeParse(event).success).toBe(true);
      const sent = events.reduce((sum, { cpu_ms = 0 }) => sum + Math.round(cpu_ms * 1000), 0);
      expect(sent).toBe(tally.cpu_us);
      const spent = built
        .filter((each) => supplements([each], NOW_MS).events.length > 0)
        .reduce((sum, { cpuTime }) => sum + cpuTime * 1000, 0);
      expect(sent).toBe(spent);
    }),
  );
});

test("a full batch of the largest events is within what a ledger takes", () => {
  const longest = (length: number): string => "a".repeat(length);
  const largest = line({
    meter_id: longest(60),
    labels: {
      phase: "development",
      task: "zero-shot-object-detection",
      model: longest(128),
      model_version: longest(64),
      route: longest(128),
      profile: longest(128),
      zone: longest(20).toUpperCase(),
    },
    inferences: 999_999_999,
  });
  const { events } = supplements([trace([logged({ gramme: largest })], { cpuTime: 85_999_999.999 })], NOW_MS);
  expect(events).toHaveLength(1);
  expect(JSON.stringify(events[0]).length * MOST_EVENTS).toBeLessThan(MOST_BATCH_BYTES * 0.95);
});
