import { expect, it } from "vitest";
import { firstSentences, wrapped } from "./saved-lines.ts";

const wide = (text: string): number => text.length;

it("breaks at spaces, and within a word that no line holds", () => {
  expect(wrapped("one two three four", 9, wide)).toEqual(["one two", "three", "four"]);
  expect(wrapped("see https://example.org/?a=1", 10, wide)).toEqual([
    "see",
    "https://ex",
    "ample.org/",
    "?a=1",
  ]);
  expect(wrapped("", 10, wide)).toEqual([]);
  expect(wrapped("wide", 0, wide)).toEqual(["w", "i", "d", "e"]);
});

it("takes whole sentences, as many as there is room for", () => {
  const text = "Energy of 1.5 kinds. Its line is the interval. And more.";
  expect(firstSentences(text, 2, 30, wide)).toEqual([
    "Energy of 1.5 kinds. Its line",
    "is the interval. And more.",
  ]);
  expect(firstSentences(text, 1, 30, wide)).toEqual(["Energy of 1.5 kinds."]);
  expect(firstSentences(text, 1, 10, wide)).toEqual([]);
});
