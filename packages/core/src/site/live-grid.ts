/**
 * Live grid signals, behind one interface. A provider of signals does the asking with the `fetch` that it is given; core
 * only chooses, and keeps both figures.
 * @module
 */
import type { Factor } from "../factor.ts";
import type { Zone } from "./zone.ts";

/** The part of `fetch` that a provider of signals may use. */
export type FetchJson = (
  url: string,
  init?: { readonly headers?: Readonly<Record<string, string>> },
) => Promise<{ readonly ok: boolean; readonly status: number; json(): Promise<unknown> }>;

/** What a provider of signals answers. */
export type LiveAnswer =
  | {
      readonly kind: "reading";
      /** Location-based intensity, with its id, source and spread. */
      readonly factor: Factor<"gCO2e/kWh">;
      /** Start of the period that it holds for, ISO 8601. */
      readonly at: string;
      /** What it counts: the whole life cycle of generation, or only what leaves the stack. */
      readonly accounting: "life-cycle" | "direct";
    }
  | { readonly kind: "none"; readonly reason: string };

/** A provider of live signals. */
export interface LiveGrid {
  readonly name: string;
  /** The intensity of a zone now. Answers a reason instead of throwing. */
  ask(zone: Zone, fetch: FetchJson): Promise<LiveAnswer>;
}

/** The intensity to use, and both that were at hand. */
export interface ChosenGrid {
  readonly used: Factor<"gCO2e/kWh">;
  readonly annual: Factor<"gCO2e/kWh">;
  readonly live: LiveAnswer;
}

/**
 * The live intensity where there is one of the same accounting as the annual figure, else the annual figure: a direct
 * figure leaves out most of what a low-carbon grid emits (M20). Both are kept.
 */
export function chooseGrid(annual: Factor<"gCO2e/kWh">, live: LiveAnswer): ChosenGrid {
  const usable = live.kind === "reading" && live.accounting === "life-cycle";
  return { used: usable ? live.factor : annual, annual, live };
}
