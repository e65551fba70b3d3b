import { describe, expect, it } from "vitest";
import { seededRandom } from "../comparison/seeded-random.ts";
import type { Random } from "../comparison/seeded-random.ts";
import { joules } from "../units.ts";
import type { Joules } from "../units.ts";
import { interval, product, sum } from "./estimate.ts";
import type { Estimate, Interval } from "./estimate.ts";

const DRAWS = 40_000;

/** Standard normal numbers by Box and Muller. */
function normals(random: Random): () => number {
  return () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** A world: one draw for each source, the same wherever it stands, and a new one for each noise. */
function worldOf(normal: () => number): (estimate: Estimate) => number {
  const drawn = new Map<string, number>();
  return ({ value, spread }) => {
    let log = spread.noise * normal();
    for (const [source, c] of Object.entries(spread.sources)) {
      const z = drawn.get(source) ?? normal();
      drawn.set(source, z);
      log += c * z;
    }
    return value * Math.exp(log);
  };
}

/** Parts of the draws below, in and above an interval. */
function coverage(
  { low, high }: Interval,
  seed: number,
  draw: (world: (estimate: Estimate) => number) => number,
): { readonly below: number; readonly inside: number; readonly above: number } {
  const normal = normals(seededRandom(seed));
  let [below, above] = [0, 0];
  for (let index = 0; index < DRAWS; index += 1) {
    const value = draw(worldOf(normal));
    if (value < low) below += 1;
    if (value > high) above += 1;
  }
  return { below: below / DRAWS, inside: 1 - (below + above) / DRAWS, above: above / DRAWS };
}

function of(value: number, sources: Record<string, number>, noise: number): Estimate<Joules> {
  return { value: joules(value), spread: { sources, noise } };
}

// Four standard errors of a share of 0.05 and of 0.9 over 40,000 draws: 0.0044 and 0.006.
const TAIL = 0.0044;
const BODY = 0.006;

describe("the 90 % interval against simulated worlds", () => {
  it("is exact for a product and a quotient, shared sources and wide spreads included", () => {
    const power = of(200, { curve: 0.8, lab: 0.3 }, 0.1);
    const hours = of(3, { lab: -0.5 }, 0.4);
    const overhead = of(1.4, { curve: 0.3, overhead: 0.2 }, 0.05);
    const energy = product(joules, [power, hours], [overhead]);
    const found = coverage(interval(energy), 1, (world) => (world(power) * world(hours)) / world(overhead));
    expect(Math.abs(found.inside - 0.9)).toBeLessThan(BODY);
    expect(Math.abs(found.below - 0.05)).toBeLessThan(TAIL);
    expect(Math.abs(found.above - 0.05)).toBeLessThan(TAIL);
  });

  it("covers about 90 % of a sum, where it is first-order only", () => {
    const parts = [
      of(5, { grid: 0.25, cpu: 0.3 }, 0.1),
      of(3, { grid: 0.25, gpu: 0.3 }, 0.1),
      of(2, { grid: 0.25, memory: 0.3 }, 0.1),
    ];
    const found = coverage(interval(sum(joules, parts)), 2, (world) =>
      parts.reduce((total, part) => total + world(part), 0),
    );
    expect(Math.abs(found.inside - 0.9)).toBeLessThan(0.01);
  });

  it("would not cover a sum if what its parts share were taken as noise", () => {
    const shared = Array.from({ length: 20 }, () => of(1, { grid: 0.3 }, 0));
    const asNoise = sum(
      joules,
      shared.map((part) => of(part.value, {}, 0.3)),
    );
    const draw = (world: (estimate: Estimate) => number): number =>
      shared.reduce((total, part) => total + world(part), 0);
    expect(coverage(interval(asNoise), 3, draw).inside).toBeLessThan(0.5);
    expect(Math.abs(coverage(interval(sum(joules, shared)), 3, draw).inside - 0.9)).toBeLessThan(BODY);
  });
});
