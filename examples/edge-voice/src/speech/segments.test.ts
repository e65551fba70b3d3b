import { expect, test } from "vitest";
import { speechSegments } from "./segments.ts";

test("short pauses are bridged, and silence ends a stretch where it began", () => {
  const heard = [...windows(10, 0.9), ...windows(3, 0.1), ...windows(10, 0.9), ...windows(10, 0.1)];
  expect(speechSegments(heard, 2)).toEqual([{ start_s: 0, end_s: 0.736 }]);
});

test("a short sound is no speech", () => {
  expect(speechSegments([...windows(5, 0.9), ...windows(20, 0.1)], 2)).toEqual([]);
});

test("the end of the sound closes what is open", () => {
  expect(speechSegments([...windows(5, 0.1), ...windows(20, 0.9)], 0.79)).toEqual([
    { start_s: 0.16, end_s: 0.79 },
  ]);
});

test("between 0.35 and 0.5 speech neither starts nor stops", () => {
  expect(speechSegments([...windows(10, 0.9), ...windows(20, 0.4)], 0.96)).toEqual([
    { start_s: 0, end_s: 0.96 },
  ]);
  expect(speechSegments(windows(20, 0.4), 0.64)).toEqual([]);
});

function windows(count: number, probability: number): number[] {
  return Array<number>(count).fill(probability);
}
