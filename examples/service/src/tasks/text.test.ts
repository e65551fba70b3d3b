import { expect, test } from "vitest";
import { cropImage } from "../image/image.ts";
import { lineImages, printedPages } from "../prepare/pages.ts";
import { textBoxes } from "./text-boxes.ts";
import { TEXT_DETECTION } from "./text-detection.ts";
import { readLetters, TEXT_RECOGNITION } from "./text-recognition.ts";

const LETTERS_ONLY = /[^a-z]/gi;

test("every line of a drawn page is read, but for its spaces", async () => {
  const pages = printedPages(1);
  const predictor = await TEXT_RECOGNITION.load();
  const texts = pages.flatMap(({ lines }) => lines.map(({ text }) => text));
  const read = [];
  for (const image of lineImages(pages)) {
    const { text, confidence } = await predictor.predict(image);
    expect(confidence).toBeGreaterThan(0.9);
    read.push(text);
  }
  expect(texts).toHaveLength(8);
  expect(read.map((text) => text.replaceAll(LETTERS_ONLY, ""))).toEqual(
    texts.map((text) => text.replaceAll(LETTERS_ONLY, "")),
  );
});

test("the lines of a page are found where they were drawn, and what is found can be read", async () => {
  const [page] = printedPages(1);
  if (page === undefined) throw new Error("no page was drawn");
  const detector = await TEXT_DETECTION.load();
  const boxes = await detector.predict(page.image);
  expect(boxes).toHaveLength(page.lines.length);
  const missed = page.lines.filter((line, index) => overlap(boxes[index] ?? NOWHERE, line) < 0.6);
  expect(missed).toEqual([]);
  const [box] = boxes;
  const reader = await TEXT_RECOGNITION.load();
  const first = box && (await reader.predict(cropImage(page.image, box.x, box.y, box.width, box.height)));
  expect(first?.text.replaceAll(LETTERS_ONLY, "")).toBe(page.lines[0]?.text.replaceAll(LETTERS_ONLY, ""));
});

test("on a page that is not a multiple of 32 pixels, boxes are in the page's own pixels", async () => {
  const [page] = printedPages(1);
  if (page === undefined) throw new Error("no page was drawn");
  const detector = await TEXT_DETECTION.load();
  const boxes = await detector.predict(cropImage(page.image, 0, 0, 310, 150));
  const line = page.lines[0] ?? NOWHERE;
  expect(overlap(boxes[0] ?? NOWHERE, line)).toBeGreaterThan(0.6);
  expect(boxes.every(({ x, y, width, height }) => x + width <= 310 && y + height <= 150)).toBe(true);
});

test("a box is a connected region of likely text, grown by its area over its perimeter", () => {
  const [width, height] = [20, 12];
  const probabilities = new Float32Array(width * height);
  const mark = (x0: number, x1: number, y0: number, y1: number, probability: number) => {
    for (let y = y0; y < y1; y += 1) probabilities.fill(probability, y * width + x0, y * width + x1);
  };
  mark(4, 12, 3, 7, 0.875);
  // Likely enough to be a region, not enough to be text; and too thin.
  mark(14, 19, 3, 7, 0.5);
  mark(2, 10, 9, 11, 0.9);
  // 8×4: grows by 8·4·1.5/24 = 2 on each side, then twice as wide and three times as high.
  expect(textBoxes({ width, height, probabilities }, 2, 3)).toEqual([
    { x: 4, y: 3, width: 24, height: 24, score: 0.875 },
  ]);
});

test("letters are read once each, unless a gap stands between them", () => {
  const alphabet = ["", "a", "b", " "];
  const places = [0, 1, 1, 0, 1, 2, 3, 3, 2];
  const probabilities = new Float32Array(places.length * 4);
  for (const [place, letter] of places.entries()) probabilities[place * 4 + letter] = 0.5;
  expect(readLetters(probabilities, alphabet)).toEqual({ text: "aab b", confidence: 0.5 });
  expect(readLetters(new Float32Array(8), alphabet)).toEqual({ text: "", confidence: 0 });
});

const NOWHERE: Rectangle = { x: 0, y: 0, width: 0, height: 0 };

interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Intersection over union. */
function overlap(a: Rectangle, b: Rectangle): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  const shared = Math.max(0, width) * Math.max(0, height);
  return shared / (a.width * a.height + b.width * b.height - shared);
}
