import { expect, test } from "vitest";
import { hashText, normal, seededRandom, shuffledIndices } from "./random.ts";

test("a seed decides the numbers, and they fill 0 to 1 evenly", () => {
  const [one, same, other] = [seededRandom(1), seededRandom(1), seededRandom(2)];
  const numbers = Array.from({ length: 2000 }, () => one());
  expect(Array.from({ length: 2000 }, () => same())).toEqual(numbers);
  expect(other()).not.toBe(numbers[0]);
  expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...numbers)).toBeLessThan(1);
  expect(numbers.reduce((sum, number) => sum + number, 0) / 2000).toBeCloseTo(0.5, 1);
});

test("normal draws have mean 0 and variance 1", () => {
  const random = seededRandom(3);
  const draws = Array.from({ length: 5000 }, () => normal(random));
  expect(draws.reduce((sum, draw) => sum + draw, 0) / 5000).toBeCloseTo(0, 1);
  expect(draws.reduce((sum, draw) => sum + draw * draw, 0) / 5000).toBeCloseTo(1, 1);
});

test("a shuffle holds every number once, out of order", () => {
  const order = shuffledIndices(100, seededRandom(4));
  const ordered = Array.from({ length: 100 }, (_, index) => index);
  expect(Array.from(order.toSorted())).toEqual(ordered);
  expect([...order]).not.toEqual(ordered);
});

test("hashes are FNV-1a's published ones", () => {
  expect(hashText("")).toBe(0x811c9dc5);
  expect(hashText("a")).toBe(0xe40c292c);
  expect(hashText("foobar")).toBe(0xbf9cf968);
});
