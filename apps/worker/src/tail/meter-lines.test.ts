import { expect, test } from "vitest";
import { meterLines } from "./meter-lines.ts";
import { BEGAN_AT_MS, line, logged } from "./traces.fixture.ts";

test("the meter's line is found among others", () => {
  const found = meterLines([
    logged("GET /voice-activity"),
    logged({ gramme: line() }),
    logged({ user: 7 }, "done"),
  ]);
  expect(found).toEqual({ lines: [{ line: line(), loggedAtMs: BEGAN_AT_MS + 420 }], malformed: 0 });
});

test.each([
  ["a text, though it looks like a line", [JSON.stringify({ gramme: line() })]],
  ["a line after a text", ["metered", { gramme: line() }]],
  ["a line before a text", [{ gramme: line() }, "metered"]],
  ["an object with more in it", [{ gramme: line(), level: "info" }]],
  ["a list", [[{ gramme: line() }]]],
  ["nothing", []],
  ["null", [null]],
])("%s is somebody else's", (_, args) => {
  expect(meterLines([logged(...args)])).toEqual({ lines: [], malformed: 0 });
});

test("a message that is no list is somebody else's", () => {
  const message: unknown = { gramme: line() };
  expect(meterLines([{ timestamp: BEGAN_AT_MS, message }])).toEqual({ lines: [], malformed: 0 });
});

test.each([
  ["text in the place of a line", "What is the capital of France?"],
  ["a prompt beside the labels", { ...line(), prompt: "What is the capital of France?" }],
  [
    "a prompt among the labels",
    { ...line(), labels: { ...line().labels, prompt: "What is the capital of France?" } },
  ],
  [
    "a prompt as a label",
    { ...line(), labels: { ...line().labels, model: "What is the capital of France?" } },
  ],
  ["a huge label", { ...line(), labels: { ...line().labels, route: `/${"a".repeat(200_000)}` } }],
  ["a label that is an object", { ...line(), labels: { ...line().labels, model: { name: "silero-vad" } } }],
  ["a deep nest", nest(2_000)],
  ["an unknown task", { ...line(), labels: { ...line().labels, task: "mind-reading" } }],
  ["no labels", { ...line(), labels: undefined }],
  ["an id with a space", { ...line(), meter_id: "a b" }],
  ["an id that its suffix makes too long", { ...line(), meter_id: "a".repeat(61) }],
  ["no inferences", { ...line(), inferences: 0 }],
  ["more inferences than anybody makes", { ...line(), inferences: 1e15 }],
  ["inferences in words", { ...line(), inferences: "344" }],
])("%s is counted as malformed", (_, gramme) => {
  expect(meterLines([logged({ gramme })])).toEqual({ lines: [], malformed: 1 });
});

test("of lines with one id the first counts", () => {
  const found = meterLines([logged({ gramme: line() }), logged({ gramme: line({ inferences: 1 }) })]);
  expect(found.lines.map((each) => each.line.inferences)).toEqual([344]);
  expect(found.malformed).toBe(1);
});

function nest(depth: number): unknown {
  let nested: unknown = line();
  for (let level = 0; level < depth; level += 1) nested = { labels: nested };
  return nested;
}
