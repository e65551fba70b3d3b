import { expect, test } from "vitest";
import type { Dataset, Examples } from "./dataset.ts";
import { digitsDataset } from "./digits.ts";
import { mailDataset } from "./mails.ts";

test.each([
  { name: "digits", dataset: digitsDataset, smallestClass: 600 },
  { name: "mails", dataset: mailDataset, smallestClass: 1500 },
])(
  "$name: every class can be learnt, and nothing held out is also learnt from",
  ({ dataset, smallestClass }) => {
    const data = dataset();
    const perClass = new Map<number, number>();
    for (let index = 0; index < data.train.count; index += 1) {
      const label = data.train.label(index);
      perClass.set(label, (perClass.get(label) ?? 0) + 1);
    }
    expect(perClass.size).toBe(data.classes.length);
    expect(Math.min(...perClass.values())).toBeGreaterThan(smallestClass);

    const learnt = new Set(contents(data, data.train));
    const heldOut = contents(data, data.test);
    expect(heldOut.length).toBeGreaterThan(0.15 * data.train.count);
    expect(heldOut.filter((content) => learnt.has(content))).toEqual([]);
  },
);

test("pixels go from 0 to 1", () => {
  const { train } = digitsDataset();
  const pixels = new Float32Array(784);
  train.write(0, pixels, 0);
  expect(Math.min(...pixels)).toBe(0);
  expect(Math.max(...pixels)).toBeGreaterThan(0.9);
  expect(Math.max(...pixels)).toBeLessThanOrEqual(1);
});

test("a mail's features have length 1, whatever stood in the buffer before", () => {
  const { train } = mailDataset();
  const values = new Float32Array(2048).fill(9);
  train.write(0, values, 0);
  expect(Math.hypot(...values)).toBeCloseTo(1, 5);
});

function contents({ inputDims }: Dataset, examples: Examples): readonly string[] {
  const values = new Float32Array(inputDims.reduce((product, dim) => product * dim, 1));
  const bytes = Buffer.from(values.buffer);
  return Array.from({ length: examples.count }, (_, index) => {
    examples.write(index, values, 0);
    return bytes.toString("latin1");
  });
}
