/**
 * Why a total is another than before, in words.
 * @module
 */
import type { WireDecompositionAnswer } from "@gramme/core/wire/api";
import { amount, type Dimension, withInterval } from "@gramme/core/words";
import { named } from "../../words/named.ts";

type Effect = WireDecompositionAnswer["change"];

/** A signed figure: `+1.20 g`, `−300 mg`. */
export function signed(value: number, dimension: Dimension): string {
  return `${value < 0 ? "−" : value > 0 ? "+" : "±"}${amount(Math.abs(value), dimension)}`;
}

/** A signed figure with its interval. */
export function effectText({ value, low, high }: Effect, dimension: Dimension): string {
  return `${signed(value, dimension)} (${signed(low, dimension)} to ${signed(high, dimension)})`;
}

/** Which way an effect goes, as far as its interval allows. */
export function direction({ low, high }: Effect): "up" | "down" | "unknown" {
  if (low > 0) return "up";
  if (high < 0) return "down";
  return "unknown";
}

/** Whether anything was: of what is not known, something was. */
function wasServed(
  total: WireDecompositionAnswer["total"],
  unknown: WireDecompositionAnswer["unknown"],
): boolean {
  return total === null || total.high > 0 || unknown.length > 0;
}

/** The sentence: per inference, how many, and what became of the total. */
export function changeVerdict(answer: WireDecompositionAnswer): string {
  const { parts, intensity, volume, change, left_out: left } = answer;
  const count = (of: "inferences" | "inferences_before"): number =>
    parts.reduce((sum, part) => sum + part[of], 0);
  const [before, now] = [count("inferences_before"), count("inferences")];
  const [servedBefore, served] = [
    wasServed(answer.total_before, answer.unknown_before),
    wasServed(answer.total, answer.unknown),
  ];
  if (!servedBefore && !served) return "Nothing was served in this time, nor in the one before.";
  if (!servedBefore) return "In the time before nothing was served: there is nothing to compare with yet.";
  if (!served) return "Nothing was served in this time.";
  if (before === 0 || now === 0) {
    // what cannot be compared was served all the same
    return `What was served cannot be set against the time before: ${left[0]?.why ?? "nothing of it was answered"}.`;
  }
  const each = {
    up: "Each inference takes more than before",
    down: "Each inference takes less than before",
    unknown: "Whether an inference takes more or less than before is not known",
  }[direction(intensity)];
  const many =
    now === before ? "there are as many of them" : `there are ${times(now / before)} as many of them`;
  const total = {
    up: "the total rose",
    down: "the total fell",
    unknown: "whether the total rose or fell is not known",
  }[direction(change)];
  const rebound =
    direction(intensity) === "down" && direction(volume) === "up"
      ? " What efficiency saved, growth took back in part or in whole."
      : "";
  const of = left.length === 0 ? "" : "Of what can be compared: ";
  const said = `${each}; ${many}; ${total}.${rebound}`;
  return of === "" ? said : `${of}${said.charAt(0).toLowerCase()}${said.slice(1)}`;
}

/** What cheaper inferences promised and what came of it, as far as it is known that they got cheaper. */
export function reboundText({ rebound, intensity }: WireDecompositionAnswer): string | undefined {
  if (rebound === null) return undefined;
  const way = direction(intensity);
  if (way === "unknown") {
    return "Whether inferences got cheaper is not known, so nothing can be said of what growth ate of it.";
  }
  if (way === "up" || rebound.promised <= 0) {
    return "Inferences did not get cheaper, so nothing was promised.";
  }
  const { promised, realised, lost } = rebound;
  const came =
    realised >= 0 ? `${percent(realised)} less came about` : `${percent(-realised)} more came about`;
  const ate = lost === null || lost <= 0 ? "" : `: growth ate ${percent(lost)} of the promise`;
  return `By the estimates, without their intervals: cheaper inferences promised ${percent(promised)} less of the old total; ${came}${ate}.`;
}

/** What is in no bar, and what is known in all; nothing where all is drawn. */
export function leftOutText(
  { left_out: left, total_before: before, total: now }: WireDecompositionAnswer,
  dimension: Dimension,
): string | undefined {
  if (left.length === 0) return undefined;
  const all = (quantity: WireDecompositionAnswer["total"]): string =>
    quantity === null ? "nothing" : withInterval(quantity, dimension);
  const names = left.map(({ key, why }) => `${key === null ? "(not said)" : named(key)} (${why})`).join("; ");
  return `In no bar and no effect: ${names}. With them, what is known is ${all(before)} of the time before and ${all(now)} of this one.`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

function times(ratio: number): string {
  return ratio >= 10 ? `${Math.round(ratio)} times` : `${ratio.toPrecision(2)} times`;
}
