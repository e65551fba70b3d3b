/**
 * The standard normal law: its distribution function and quantiles, to double precision.
 * @module
 */

const SQRT_2PI = Math.sqrt(2 * Math.PI);
/** Beyond this many deviations the tail is under 1e-297. */
const FARTHEST = 37;
/** Where Hart's quotient hands over to the continued fraction: 5·√2. */
const FAR = 7.07106781186547;

/** Coefficients of Hart's quotient (approximation 5666), highest power first. */
const NUMERATOR: readonly number[] = [
  0.0352624965998911, 0.700383064443688, 6.37396220353165, 33.912866078383, 112.079291497871,
  221.213596169931, 220.206867912376,
];
const DENOMINATOR: readonly number[] = [
  0.0883883476483184, 1.75566716318264, 16.064177579207, 86.7807322029461, 296.564248779674, 637.333633378831,
  793.826512519948, 440.413735824752,
];

/** Density of the standard normal law at x. */
export function normalDensity(x: number): number {
  return Math.exp(-0.5 * x * x) / SQRT_2PI;
}

/** Horner's rule, highest power first. */
function polynomial(coefficients: readonly number[], x: number): number {
  let sum = 0;
  for (const coefficient of coefficients) sum = sum * x + coefficient;
  return sum;
}

/**
 * P(Z > x) of a standard normal Z: absolute error < 1e-14, relative error < 1e-8. ±Infinity give 0 and 1.
 * Source: Hart et al. 1968, Computer Approximations, no. 5666, in the arrangement of West 2005, "Better
 * approximations to cumulative normal functions", Wilmott Magazine.
 */
export function normalTail(x: number): number {
  const size = Math.abs(x);
  if (size > FARTHEST) return x > 0 ? 0 : 1;
  const bell = Math.exp(-0.5 * size * size);
  let tail: number;
  if (size < FAR) {
    tail = (bell * polynomial(NUMERATOR, size)) / polynomial(DENOMINATOR, size);
  } else {
    let fraction = size + 0.65;
    for (let term = 4; term >= 1; term--) fraction = size + term / fraction;
    tail = bell / fraction / SQRT_2PI;
  }
  return x > 0 ? tail : 1 - tail;
}

/** P(Z <= x) of a standard normal Z, absolute error < 1e-14. */
export function normalCdf(x: number): number {
  return normalTail(-x);
}

/**
 * The x with P(Z > x) = tail, for a tail in [0, 1]; 0 gives Infinity and 1 gives -Infinity. Newton's steps on the
 * logarithm of `normalTail`, which is nearly a parabola, so that they converge from 0 and need no coefficients of
 * their own. Relative error of the tail < 1e-10 down to 1e-290.
 */
export function normalQuantile(tail: number): number {
  if (tail <= 0) return Infinity;
  if (tail >= 1) return -Infinity;
  if (tail > 0.5) return -normalQuantile(1 - tail);
  let x = 0;
  for (let step = 0; step < 100; step++) {
    const found = normalTail(x);
    const move = (Math.log(found / tail) * found) / normalDensity(x);
    // The first step overshoots, as the logarithm is concave; from the right the steps cannot miss.
    x = Math.min(FARTHEST, x + move);
    if (Math.abs(move) < 1e-14 * (1 + x)) break;
  }
  return x;
}
