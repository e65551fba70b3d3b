/**
 * Energy, carbon and water over time, with the interval of each point: the same sums as `servedSum` makes (M3, M52), for
 * thousands of points. Each class of requests has one spread, so that only its joules change from bucket to bucket, and a
 * source's moment is a sum over classes.
 * @module
 */
import type { BoundaryRung } from "../energy/boundary.ts";
import type { Estimate, Interval, Spread } from "../estimate/estimate.ts";
import { Z90 } from "../estimate/estimate.ts";
import { inferencesBehind, type ServedAmount } from "./amount.ts";
import type { LiveCarbon } from "./carbon.ts";
import { litres } from "../units.ts";
import type { PerJoule, ServedClass } from "./impacts.ts";
import { mixture } from "./mixture.ts";

/** One bucket of a curve. */
export interface CurvePoint {
  readonly count: number;
  readonly failed: number;
  /** Requests whose energy is known. */
  readonly covered: number;
  /** Inferences that the figures stand for (M52). */
  readonly behind: number;
  /** J, and g CO2e, with their 90 % intervals; undefined where nothing is known. */
  readonly energy: Interval | undefined;
  readonly co2e: Interval | undefined;
  /** L; undefined where the curve is not of water, too. */
  readonly water: Interval | undefined;
}

/** A curve under way. */
export interface CarbonCurve {
  /** Adds to bucket `bucket`, from 0. */
  add(of: ServedClass, bucket: number, amount: ServedAmount): void;
  /** Tells that part of what is in a bucket was emitted at intensities that were read live. */
  addLive(of: ServedClass, bucket: number, live: LiveCarbon): void;
  /** Adds what was measured otherwise, in J and g CO2e: a training, a bench. All its doubt has names. */
  addEstimate(bucket: number, energy: Estimate, co2e: Estimate): void;
  /** From now on, each bucket is the sum of itself and all before it. Adds nothing more after that. */
  accumulate(): void;
  /** A bucket; undefined where nothing was added to it. */
  point(bucket: number): CurvePoint | undefined;
}

/** Sensitivities to sources, which go by their number in a curve: `c[n]` is that to source `of[n]`. */
interface Sparse {
  readonly of: readonly number[];
  readonly c: readonly number[];
}

const NO_DOUBT: Sparse = { of: [], c: [] };

interface Extra {
  readonly bucket: number;
  readonly energy: readonly [value: number, sparse: Sparse];
  readonly co2e: readonly [value: number, sparse: Sparse];
}

/** What was read live: its doubt is each hour's own, so that it is summed up beside the grams. */
interface LiveCurve {
  readonly joules: Float64Array;
  readonly grams: Float64Array;
  /** Σ grams · sensitivity, by source. */
  readonly moments: Map<number, Float64Array>;
}

interface ClassCurve {
  readonly of: ServedClass;
  readonly joules: Float64Array;
  readonly count: Float64Array;
  live: LiveCurve | undefined;
  readonly energy: Sparse;
  readonly gramsPerJoule: number;
  readonly co2e: Sparse;
  readonly production: Sparse;
  readonly litresPerJoule: number;
  readonly water: Sparse;
}

/** An empty curve of so many buckets; of water too where that is asked for, and nothing is added as an estimate. */
export function carbonCurve(
  buckets: number,
  boundary: BoundaryRung,
  { water: ofWater = false }: { readonly water?: boolean } = {},
): CarbonCurve {
  const sources = new Map<string, number>();
  const classes = new Map<ServedClass, ClassCurve>();
  const touched = new Uint8Array(buckets);
  const count = new Float64Array(buckets);
  const failed = new Float64Array(buckets);
  const covered = new Float64Array(buckets);
  const behind = new Float64Array(buckets);
  const extras: Extra[] = [];
  const whole = boundary === "lifecycle";
  let accumulated = false;
  // made once: thousands of points are summed up in them, one after another
  let [joulesSum, gramsSum, litresSum] = [moments(0), moments(0), moments(0)];

  const numberOf = (source: string): number => {
    const number = sources.get(source) ?? sources.size;
    sources.set(source, number);
    return number;
  };
  const sparse = (spread: Spread): Sparse => {
    const rows = Object.entries(spread.sources);
    return { of: rows.map(([source]) => numberOf(source)), c: rows.map(([, c]) => c) };
  };
  const curveOf = (of: ServedClass): ClassCurve => {
    const known = classes.get(of);
    if (known !== undefined) return known;
    const { rate, perJoule } = of;
    const water = ofWater && perJoule !== undefined ? waterPerJoule(perJoule) : undefined;
    const made: ClassCurve = {
      of,
      joules: new Float64Array(buckets),
      count: new Float64Array(buckets),
      live: undefined,
      energy: rate.known ? sparse(rate.spread) : NO_DOUBT,
      gramsPerJoule: perJoule?.co2e.value ?? 0,
      co2e: perJoule === undefined ? NO_DOUBT : sparse(perJoule.co2e.spread),
      production:
        rate.known && rate.production !== undefined ? sparse(rate.production.co2e.spread) : NO_DOUBT,
      litresPerJoule: water?.value ?? 0,
      water: water === undefined ? NO_DOUBT : sparse(water.spread),
    };
    classes.set(of, made);
    return made;
  };

  return {
    add(of, bucket, amount) {
      touched[bucket] = 1;
      count[bucket] = at(count, bucket) + amount.count;
      failed[bucket] = at(failed, bucket) + amount.failed;
      if (!of.rate.known || amount.covered === 0) return;
      covered[bucket] = at(covered, bucket) + amount.covered;
      behind[bucket] = at(behind, bucket) + inferencesBehind(of.rate, amount);
      const curve = curveOf(of);
      curve.joules[bucket] = at(curve.joules, bucket) + amount.joules;
      curve.count[bucket] = at(curve.count, bucket) + amount.count;
    },
    addLive(of, bucket, live) {
      const curve = curveOf(of);
      curve.live ??= {
        joules: new Float64Array(buckets),
        grams: new Float64Array(buckets),
        moments: new Map(),
      };
      for (const [source, c] of Object.entries(live.spread.sources)) {
        const number = numberOf(source);
        const moment = curve.live.moments.get(number) ?? new Float64Array(buckets);
        moment[bucket] = at(moment, bucket) + live.co2e_g * c;
        curve.live.moments.set(number, moment);
      }
      curve.live.joules[bucket] = at(curve.live.joules, bucket) + live.joules;
      curve.live.grams[bucket] = at(curve.live.grams, bucket) + live.co2e_g;
    },
    addEstimate(bucket, energy, co2e) {
      touched[bucket] = 1;
      extras.push({
        bucket,
        energy: [energy.value, sparse(energy.spread)],
        co2e: [co2e.value, sparse(co2e.spread)],
      });
    },
    accumulate() {
      accumulated = true;
      for (const numbers of [count, failed, covered, behind]) runningSum(numbers);
      for (const curve of classes.values()) {
        const { joules, count: counted, live } = curve;
        const ofLive = live === undefined ? [] : [live.joules, live.grams, ...live.moments.values()];
        for (const numbers of [joules, counted, ...ofLive]) runningSum(numbers);
      }
      for (let bucket = 1; bucket < buckets; bucket += 1) {
        if (at(touched, bucket - 1) === 1) touched[bucket] = 1;
      }
    },
    point(bucket) {
      if (at(touched, bucket) === 0) return undefined;
      const here = extras.filter((extra) => (accumulated ? extra.bucket <= bucket : extra.bucket === bucket));
      const known = at(covered, bucket) > 0 || here.length > 0;
      if (joulesSum.sources < sources.size) {
        [joulesSum, gramsSum, litresSum] = [
          moments(sources.size),
          moments(sources.size),
          moments(ofWater ? sources.size : 0),
        ];
      }
      joulesSum.clear();
      gramsSum.clear();
      litresSum.clear();
      for (const curve of classes.values()) {
        const joules = at(curve.joules, bucket);
        joulesSum.add(joules, curve.energy);
        if (ofWater) litresSum.add(joules * curve.litresPerJoule, curve.water);
        const annual = Math.max(0, joules - (curve.live === undefined ? 0 : at(curve.live.joules, bucket)));
        gramsSum.add(annual * curve.gramsPerJoule, curve.co2e);
        if (curve.live !== undefined) {
          gramsSum.add(at(curve.live.grams, bucket), curve.energy);
          for (const [source, moment] of curve.live.moments) gramsSum.doubt(source, at(moment, bucket));
        }
        const { rate } = curve.of;
        if (whole && rate.known && rate.production !== undefined) {
          gramsSum.add(at(curve.count, bucket) * rate.production.co2e.value, curve.production);
        }
      }
      for (const extra of here) {
        joulesSum.add(...extra.energy);
        gramsSum.add(...extra.co2e);
      }
      return {
        count: at(count, bucket),
        failed: at(failed, bucket),
        covered: at(covered, bucket),
        behind: at(behind, bucket),
        energy: known ? joulesSum.interval() : undefined,
        co2e: known ? gramsSum.interval() : undefined,
        water: known && ofWater ? litresSum.interval() : undefined,
      };
    },
  };
}

/** Water of a joule: of cooling, and of generating its electricity (M12). */
function waterPerJoule({ waterOnSite, waterOffSite }: PerJoule): Estimate {
  const both = mixture();
  both.add(waterOnSite.value, waterOnSite.spread);
  both.add(waterOffSite.value, waterOffSite.spread);
  return both.estimate(litres);
}

function at(numbers: Float64Array | Uint8Array, index: number): number {
  return numbers[index] ?? 0;
}

function runningSum(numbers: Float64Array): void {
  for (let n = 1; n < numbers.length; n += 1) numbers[n] = at(numbers, n) + at(numbers, n - 1);
}

/** A sum with the moment of each source, Σ xₖ·cₖ. Served rates have no noise of their own: all doubt has a name. */
function moments(sources: number): {
  readonly sources: number;
  clear(): void;
  add(value: number, sparse: Sparse): void;
  /** More of one source, for what was added. */
  doubt(source: number, moment: number): void;
  interval(): Interval;
} {
  const of = new Float64Array(sources);
  let total = 0;
  return {
    sources,
    clear() {
      of.fill(0);
      total = 0;
    },
    add(value, sparse) {
      if (value === 0) return;
      total += value;
      // the innermost loop of every series: no iterators
      for (let n = 0; n < sparse.of.length; n += 1) {
        const source = sparse.of[n] ?? 0;
        of[source] = at(of, source) + value * (sparse.c[n] ?? 0);
      }
    },
    doubt(source, moment) {
      of[source] = at(of, source) + moment;
    },
    interval() {
      if (total === 0) return { value: 0, low: 0, high: 0 };
      let squares = 0;
      for (let n = 0; n < sources; n += 1) squares += at(of, n) ** 2;
      const reach = Math.exp((Z90 * Math.sqrt(squares)) / total);
      return { value: total, low: total / reach, high: total * reach };
    },
  };
}
