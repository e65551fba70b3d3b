/**
 * Which side is larger, in one sentence, as far as it is known.
 * @module
 */
import type { WirePhasesAnswer, WireQuantity } from "@gramme/core/wire/api";
import { type Dimension, withInterval } from "@gramme/core/words";
import { many } from "../../words/many.ts";
import { times, turned } from "../../words/times.ts";

/** Training and inference of a time, in what is shown, and the one ÷ the other. */
export interface Sides {
  /** null: it was there, and what it took is not known; undefined: there was none. */
  readonly training: WireQuantity | null | undefined;
  readonly inference: WireQuantity | null | undefined;
  /** What both share of doubt cancels in it: it is surer than either. */
  readonly quotient: WireQuantity | undefined;
  /** Inferences whose energy is not known: in no figure. */
  readonly unknown: number;
}

/** The two sides of an answer. */
export function sidesOf(
  { phases, training_per_inference: quotient }: WirePhasesAnswer,
  of: "co2e" | "energy",
): Sides {
  const found = (name: string): WirePhasesAnswer["phases"][number] | undefined =>
    phases.find(({ phase }) => phase === name);
  const side = (name: string): WireQuantity | null | undefined =>
    of === "energy" ? found(name)?.energy_kwh : found(name)?.co2e_g;
  const unknown = found("inference")?.unknown ?? [];
  return {
    training: side("training"),
    inference: side("inference"),
    quotient: quotient[of] ?? undefined,
    unknown: unknown.reduce((sum, { count }) => sum + count, 0),
  };
}

/** The sentence. A quotient whose interval holds 1 leaves the question open, and it says so. */
export function verdict({ training, inference, quotient, unknown }: Sides, dimension: Dimension): string {
  if (training == null && inference == null) return nothingKnown(training, inference);
  if (training == null) {
    const other =
      training === null
        ? "a training was booked in this time, of which it is not known"
        : "no training was booked in this time";
    return `Inference took ${told(inference, dimension)}; ${other}.`;
  }
  if (inference == null) {
    const other =
      inference === null
        ? "inferences were served in this time, of none of which it is known"
        : "no inference was served in this time";
    return `Training took ${told(training, dimension)}; ${other}.`;
  }
  const both = `Training took ${told(training, dimension)}, inference ${told(inference, dimension)}`;
  const rest = unknown === 0 ? "" : `; of ${many(unknown, "inference")} it is not`;
  if (quotient === undefined) return `${both}${rest === "" ? "" : `${rest} known`}.`;
  if (quotient.low > 1) {
    return `${both}: training took ${times(quotient)} as much${rest === "" ? "" : ` as what is known of inference${rest}`}.`;
  }
  if (quotient.high < 1) {
    return `${both}: inference took ${times(turned(quotient))} as much${rest === "" ? "" : ` at least${rest} known`}.`;
  }
  return `${both}: which side is larger is not known${rest === "" ? "" : `${rest} known at all`}.`;
}

function nothingKnown(training: null | undefined, inference: null | undefined): string {
  if (training === undefined && inference === undefined) return "Nothing was trained or served in this time.";
  if (inference === undefined) return "A training was booked in this time; what it took is not known.";
  return training === undefined
    ? "Inferences were served in this time; what they took is not known."
    : "A training was booked and inferences were served in this time; what either took is not known.";
}

function told(quantity: WireQuantity | null | undefined, dimension: Dimension): string {
  return quantity == null ? "an amount that is not known" : withInterval(quantity, dimension);
}
