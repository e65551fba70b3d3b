/**
 * An answer as these tests look at it, whatever else it holds.
 * @module
 */
import { expect } from "vitest";
import { ask, here } from "./book.fixture.ts";

/** What these tests look at, whatever else an answer holds. */
export interface Told {
  readonly phases: readonly {
    readonly figures: {
      readonly inferences: number;
      readonly tokens: { readonly input: number };
      readonly co2e_g: { readonly value: number; readonly high: number };
    };
  }[];
  readonly points: readonly { readonly co2e_g: { readonly value: number; readonly high: number } }[];
  readonly plausibility: readonly { readonly version: number; readonly inferences: number }[];
  readonly intake: { readonly newest_hour: string | null };
  readonly ground: {
    readonly grid: { readonly live_share: number | null };
    readonly assumptions: readonly { readonly code: string; readonly text: string }[];
  };
}
/** An answer, which has to be one. */
export async function told(path: string, bindings = here): Promise<Told> {
  const answer = await ask(path, { bindings });
  expect([path, answer.status]).toEqual([path, 200]);
  return await answer.json();
}
