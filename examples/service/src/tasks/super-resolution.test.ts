import { expect, test } from "vitest";
import { flowerPhotograph, plantPhotograph } from "../data/recordings.ts";
import { cropImage, type Image } from "../image/image.ts";
import { repeatPixels, resizeImage } from "../image/resize.ts";
import { SUPER_RESOLUTION } from "./super-resolution.ts";

test("the package's own sample is enlarged to the package's own result", async () => {
  const { image, enlarged } = flowerPhotograph();
  const predictor = await SUPER_RESOLUTION.load();
  const ours = await predictor.predict(image);
  expect([ours.width, ours.height]).toEqual([enlarged.width, enlarged.height]);
  expect(differences(ours, enlarged).filter((difference) => difference > 1)).toEqual([]);
  expect(meanSquare(ours, enlarged)).toBeLessThan(0.001);
});

test.each([
  { name: "whole print, reduced", photograph: () => resizeImage(plantPhotograph(), 404, 512) },
  { name: "print as scanned", photograph: () => plantPhotograph() },
])("$name: a part of it, halved, comes back closer than by repeating pixels", async ({ photograph }) => {
  const original = cropImage(photograph(), 130, 100, 128, 128);
  const small = resizeImage(original, original.width / 2, original.height / 2);
  const predictor = await SUPER_RESOLUTION.load();
  const restored = await predictor.predict(small);
  expect(meanSquare(restored, original)).toBeLessThan(0.8 * meanSquare(repeatPixels(small, 2), original));
});

function differences(a: Image, b: Image): number[] {
  return Array.from(a.rgb, (level, index) => Math.abs(level - (b.rgb[index] ?? 0)));
}

function meanSquare(a: Image, b: Image): number {
  return differences(a, b).reduce((sum, difference) => sum + difference ** 2, 0) / a.rgb.length;
}
