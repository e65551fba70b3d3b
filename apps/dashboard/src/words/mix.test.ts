import { expect, it } from "vitest";
import { mixText } from "./mix.ts";

const said = (parts: Readonly<Record<string, number>>): string =>
  mixText(
    Object.entries(parts).map(([name, count]) => ({ name, count })),
    "task",
    "tasks",
  ).replace(/[\u2068\u2069]/gu, "");

it("says what most of them are, and of how many kinds they are", () => {
  expect(said({ vad: 1720, ocr: 10, spam: 20 })).toBe("98 % of them vad, 3 tasks in all");
  expect(said({ vad: 99_999, ocr: 1 })).toBe("over 99 % of them vad, 2 tasks in all");
  expect(said({ spam: 20, ocr: 0 })).toBe("all of spam");
  expect(said({})).toBe("");
});
