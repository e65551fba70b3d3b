import { expect, test } from "vitest";
import { fillOutline } from "./fill.ts";
import { readImage, writePng } from "./file.ts";
import { blankImage, cropImage, toPlanes, type Image } from "./image.ts";
import type { Edge } from "./outline.ts";
import { repeatPixels, resizeImage } from "./resize.ts";

/** Two pixels wide, one high: red, and grey. */
const PAIR: Image = { width: 2, height: 1, rgb: Uint8Array.of(255, 0, 0, 100, 100, 100) };

test("a picture survives being written as PNG", () => {
  expect(readImage(writePng(PAIR))).toEqual({ ...PAIR, rgb: Uint8Array.from(PAIR.rgb) });
});

test("what is neither PNG nor JPEG is refused", () => {
  expect(() => readImage(Uint8Array.of(1, 2, 3))).toThrow(/PNG or a JPEG/);
});

test("a plain picture stays plain at any size, and averages are kept", () => {
  expect(resizeImage(blankImage(5, 7, 42), 9, 3).rgb.every((level) => level === 42)).toBe(true);
  expect([...resizeImage(PAIR, 1, 1).rgb]).toEqual([178, 50, 50]);
});

test("pixels repeat along both sides", () => {
  const large = repeatPixels(PAIR, 2);
  expect([large.width, large.height]).toEqual([4, 2]);
  const row = [255, 0, 0, 255, 0, 0, 100, 100, 100, 100, 100, 100];
  expect([...large.rgb]).toEqual([...row, ...row]);
});

test("a crop keeps what lies inside the picture", () => {
  expect(cropImage(PAIR, 1, -2, 5, 5)).toEqual({ width: 1, height: 1, rgb: Uint8Array.of(100, 100, 100) });
  expect(() => cropImage(PAIR, 3, 0, 1, 1)).toThrow(RangeError);
});

test("planes hold channel after channel, shifted and scaled", () => {
  const planes = toPlanes(PAIR, [0, 0, 1], [1, 1, 2]);
  const grey = expect.closeTo(100 / 255, 6);
  expect([...planes]).toEqual([1, grey, 0, grey, -0.5, expect.closeTo((100 / 255 - 1) / 2, 6)]);
});

test("an outline is filled to the part of each pixel that it covers, and a hole is left open", () => {
  const image = blankImage(4, 4);
  fillOutline(image, [...square(0, 3.5, true), ...square(1, 2, false)], 0);
  const levels = Array.from({ length: 16 }, (_, pixel) => image.rgb[pixel * 3]);
  expect(levels).toEqual([0, 0, 0, 128, 0, 255, 0, 128, 0, 0, 0, 128, 128, 128, 128, 191]);
});

function square(from: number, to: number, clockwise: boolean): readonly Edge[] {
  const corners = [
    [from, from],
    [to, from],
    [to, to],
    [from, to],
  ] as const;
  const order = clockwise ? corners : corners.toReversed();
  return order.map(([x0, y0], index) => {
    const [x1, y1] = order[(index + 1) % 4] ?? [0, 0];
    return { x0, y0, x1, y1 };
  });
}
