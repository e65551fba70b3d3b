import { expect, test } from "vitest";
import { EVENT_ID } from "./event.ts";
import { CPU_EVENT_SUFFIX, MeterLine } from "./meter-line.ts";

const line = {
  meter_id: "0191c7a2-7b1e-4f7e-9c1d-3f0a5b6c7d8e",
  labels: { task: "voice-activity-detection", model: "silero-vad" },
  inferences: 344,
};

test("a line holds a request's inferences and the labels of its event", () => {
  expect(MeterLine.parse(line)).toEqual(line);
});

test("the longest id of a line with its suffix is the id of an event", () => {
  const longest = "a".repeat(60);
  expect(MeterLine.safeParse({ ...line, meter_id: longest }).success).toBe(true);
  expect(longest + CPU_EVENT_SUFFIX).toMatch(EVENT_ID);
  expect(MeterLine.safeParse({ ...line, meter_id: `${longest}a` }).success).toBe(false);
});

test.each([
  ["no inferences", { ...line, inferences: 0 }],
  ["half an inference", { ...line, inferences: 0.5 }],
  ["a text in a label", { ...line, labels: { ...line.labels, model: "what is the capital of France?" } }],
  ["a label that no event has", { ...line, labels: { ...line.labels, prompt: "hello" } }],
  ["a field that no line has", { ...line, prompt: "hello" }],
])("a line with %s is none", (_, wrong) => {
  expect(MeterLine.safeParse(wrong).success).toBe(false);
});
