/**
 * Why a total is another than before, in words.
 * @module
 */
import type { WireDecompositionAnswer } from "@gramme/core/wire/api";
import { amount, type Dimension } from "@gramme/core/words";

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

/** The sentence: per inference, how many, and what became of the total. */
export function changeVerdict(answer: WireDecompositionAnswer): string {
  const { parts, intensity, volume, change } = answer;
  const count = (of: "inferences" | "inferences_before"): number =>
    parts.reduce((sum, part) => sum + part[of], 0);
  const [before, now] = [count("inferences_before"), count("inferences")];
  if (before === 0 || now === 0) {
    return before === now
      ? "Nothing was served in this time, nor in the one before."
      : before === 0
        ? "In the time before nothing was served: there is nothing to compare with yet."
        : "Nothing was served in this time.";
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
  return `${each}; ${many}; ${total}.${rebound}`;
}

function times(ratio: number): string {
  return ratio >= 10 ? `${Math.round(ratio)} times` : `${ratio.toPrecision(2)} times`;
}
