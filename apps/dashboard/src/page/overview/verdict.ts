/**
 * Which side is larger, in one sentence, as far as it is known.
 * @module
 */
import type { WirePhasesAnswer, WireQuantity } from "@gramme/core/wire/api";
import { type Dimension, withInterval } from "@gramme/core/words";
import { counted } from "../../words/counted.ts";

/** Training and inference of a time, in what is shown, and the one ÷ the other. */
export interface Sides {
  readonly training: WireQuantity | undefined;
  readonly inference: WireQuantity | undefined;
  /** What both share of doubt cancels in it: it is surer than either. */
  readonly quotient: WireQuantity | undefined;
}

/** The two sides of an answer. */
export function sidesOf(
  { phases, training_per_inference: quotient }: WirePhasesAnswer,
  of: "co2e" | "energy",
): Sides {
  const side = (name: string): WireQuantity | undefined => {
    const found = phases.find(({ phase }) => phase === name);
    return (of === "energy" ? found?.energy_kwh : found?.co2e_g) ?? undefined;
  };
  return { training: side("training"), inference: side("inference"), quotient: quotient[of] ?? undefined };
}

/** The sentence. A quotient whose interval holds 1 leaves the question open, and it says so. */
export function verdict({ training, inference, quotient }: Sides, dimension: Dimension): string {
  if (training === undefined && inference === undefined) return "Nothing was trained or served in this time.";
  if (training === undefined) {
    return `Inference took ${withInterval(inference ?? NONE, dimension)}; no training was booked in this time.`;
  }
  if (inference === undefined) {
    return `Training took ${withInterval(training, dimension)}; no inference was served in this time.`;
  }
  const both = `Training took ${withInterval(training, dimension)}, inference ${withInterval(inference, dimension)}`;
  if (quotient === undefined) return `${both}.`;
  if (quotient.low > 1) return `${both}: training took ${times(quotient)} as much.`;
  if (quotient.high < 1) {
    const { value, low, high } = quotient;
    return `${both}: inference took ${times({ value: 1 / value, low: 1 / high, high: 1 / low })} as much.`;
  }
  return `${both}: which side is larger is not known.`;
}

const NONE: WireQuantity = { value: 0, low: 0, high: 0 };

function times({ value, low, high }: WireQuantity): string {
  return `${factor(value)} times (${factor(low)} to ${factor(high)})`;
}

function factor(value: number): string {
  return value < 10 ? value.toFixed(1) : counted(Number(value.toPrecision(value < 100 ? 2 : 3)));
}
