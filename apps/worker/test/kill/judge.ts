/**
 * Whether a ledger counted what it should, event by event. A producer's events are numbered 1, 2, 3… and go in that
 * order, so what counts of them must be the numbers 1 to m, with m no smaller than what was kept or acked and no greater
 * than what was added. An event's number is its input tokens and the square of it its output tokens, so that count, sum
 * and sum of squares must all be those of 1 to m: one lost and another doubled shows too.
 * @module
 */
import type { Told } from "./side-files.ts";

/** What a ledger counted under one label. */
export interface Tallied {
  readonly count: number;
  /** Σ number. */
  readonly sum: number;
  /** Σ number². */
  readonly squares: number;
}

/** A verdict on one source: the shards, the book, the API. */
export interface Judgement {
  readonly counted: number;
  /** Events that were kept or acked and are not counted. */
  readonly lost: number;
  /** Events that are counted though they were counted already, or never were. */
  readonly double: number;
  /** What is wrong, for people. */
  readonly faults: readonly string[];
}

/** Nothing counted. */
export const NOTHING: Tallied = { count: 0, sum: 0, squares: 0 };

/** What the numbers 1 to m add up to. */
export function firstNumbers(m: number): Tallied {
  return { count: m, sum: (m * (m + 1)) / 2, squares: (m * (m + 1) * (2 * m + 1)) / 6 };
}

/** Holds what was counted against what was told, label by label. */
export function judged(told: ReadonlyMap<string, Told>, counted: ReadonlyMap<string, Tallied>): Judgement {
  const acked = new Map<string, number>();
  for (const { acked: ofOthers } of told.values()) {
    for (const [label, upTo] of ofOthers) acked.set(label, Math.max(acked.get(label) ?? 0, upTo));
  }
  const faults: string[] = [];
  let total = 0;
  let lost = 0;
  let double = 0;
  for (const label of new Set([...told.keys(), ...counted.keys()])) {
    const { added, kept } = told.get(label) ?? { added: 0, kept: 0 };
    const found = counted.get(label) ?? NOTHING;
    const least = Math.max(kept, acked.get(label) ?? 0);
    total += found.count;
    if (found.count < least) {
      lost += least - found.count;
      faults.push(`${label}: ${least} events were kept or acked, ${found.count} are counted`);
    }
    if (found.count > added) {
      double += found.count - added;
      faults.push(`${label}: ${added} events were made, ${found.count} are counted`);
    }
    const wanted = firstNumbers(found.count);
    if (found.sum !== wanted.sum || found.squares !== wanted.squares) {
      // as many as there should be, but not the right ones: at least one is missing, and another twice there
      lost += 1;
      double += 1;
      faults.push(
        `${label}: ${found.count} events are counted, and they are not the first ${found.count}: their numbers add up to ${found.sum}, not ${wanted.sum}, their squares to ${found.squares}, not ${wanted.squares}`,
      );
    }
  }
  return { counted: total, lost, double, faults };
}
