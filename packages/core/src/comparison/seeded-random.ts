/**
 * A small generator of random numbers that gives the same numbers for the same seed on every machine.
 *
 * sfc32 ("small fast counting") of Chris Doty-Humphrey, from PractRand 0.9x: 128 bits of state of which 32 are a counter,
 * so that its period is at least 2^32 from any seed (2^127 on average). Not for secrets.
 * @module
 */

/** Random numbers in [0, 1), in steps of 2^-32. */
export type Random = () => number;

/** A generator of its own, from any number; only its 32 low bits as an integer count. */
export function seededRandom(seed: number): Random {
  let a = 0;
  let b = seed | 0;
  let c = 0x9e3779b9 | 0;
  let counter = 1;
  const next = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  // PractRand's own warm-up: after twelve rounds every bit of the seed has reached every bit of the state.
  for (let round = 0; round < 12; round++) next();
  return () => next() / 2 ** 32;
}
