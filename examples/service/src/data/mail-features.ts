/** @module A mail as numbers: how often which words stand in it, hashed into a fixed number of places. */
import type { MailText } from "./mail-text.ts";
import { hashText } from "./random.ts";

/** How many places words are hashed into. */
export const FEATURES = 2048;

/** The places that are not zero, and their values. */
export interface SparseFeatures {
  readonly places: Uint16Array;
  readonly values: Float32Array;
}

/** The features of a mail: log(1 + count) per place, scaled to length 1. A mail without words is all zeros. */
export function mailFeatures(mail: MailText): SparseFeatures {
  const counts = new Map<number, number>();
  for (const word of words(`${mail.subject} ${mail.body}`)) {
    const place = hashText(word) % FEATURES;
    counts.set(place, (counts.get(place) ?? 0) + 1);
  }
  const places = Uint16Array.from([...counts.keys()].toSorted((a, b) => a - b));
  const values = Float32Array.from(places, (place) => Math.log1p(counts.get(place) ?? 0));
  const length = Math.hypot(...values);
  return { places, values: length === 0 ? values : values.map((value) => value / length) };
}

/** Writes features out in full, zeros too: FEATURES values of `into` from `at` on. */
export function writeFeatures({ places, values }: SparseFeatures, into: Float32Array, at: number): void {
  into.fill(0, at, at + FEATURES);
  for (const [index, place] of places.entries()) into[at + place] = values[index] ?? 0;
}

function words(text: string): readonly string[] {
  const found = text.toLowerCase().match(/\p{L}[\p{L}'-]+|[$€£!]|\d+/gu) ?? [];
  // Which number it is says little; that there is one, and how long it is, says more.
  return found.map((word) => (/^\d/.test(word) ? `#${Math.min(word.length, 5)}` : word));
}
