/**
 * How much of a budget is gone, in words, as far as it is known.
 * @module
 */
import type { WireBudget, WirePhasesAnswer, WireQuantity } from "@gramme/core/wire/api";
import { withInterval } from "@gramme/core/words";
import { many } from "../../words/many.ts";

/** What is gone. */
export interface Spent {
  /** Of the budget; undefined where it is not known. */
  readonly share: WireQuantity | undefined;
  readonly says: string;
  /** The amount, with what is in no figure. */
  readonly spent: string;
}

const NOTHING: WireQuantity = { value: 0, low: 0, high: 0 };

/** What of a budget is gone. Where something was done of which nothing is known, it is not 0. */
export function spentOf(
  budget: Pick<WireBudget, "co2e_g">,
  { phases, total }: Pick<WirePhasesAnswer, "phases" | "total">,
): Spent {
  const unknown = phases.flatMap(({ unknown: some }) => some).reduce((sum, { count }) => sum + count, 0);
  const isLeast = unknown > 0 || phases.some(({ co2e_g }) => co2e_g === null);
  const spent = total.co2e_g ?? (phases.length === 0 ? NOTHING : undefined);
  if (spent === undefined) {
    return { share: undefined, says: "How much is gone is not known.", spent: "Something was done" };
  }
  const part = (grams: number): number => grams / budget.co2e_g;
  const share = { value: part(spent.value), low: part(spent.low), high: part(spent.high) };
  const says =
    share.low > 1
      ? "It is spent."
      : share.high > 1
        ? "It may be spent: the interval reaches over it."
        : spent.high === 0
          ? `${isLeast ? "Of what is known, nothing" : "Nothing"} of it is gone.`
          : `${words(share.low)} to ${words(share.high)} of it is gone${isLeast ? ", at least" : ""}.`;
  const without = unknown > 0 ? ` without ${many(unknown, "inference")} of which it is not known,` : "";
  return { share, says, spent: `${withInterval(spent, "g")}${without}` };
}

function words(share: number): string {
  return share < 0.001 ? "less than 0.1 %" : `${Number((share * 100).toPrecision(2))} %`;
}
