/**
 * Which side is larger, in one sentence, as far as it is known.
 * @module
 */
import type { WirePhasesAnswer, WireQuantity } from "@gramme/core/wire/api";
import { withInterval } from "@gramme/core/words";
import { SHOWN } from "../../state/measure.ts";
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
  /** What else was done, as far as it is known: development, data. */
  readonly others: readonly { readonly name: string; readonly value: WireQuantity }[];
}

type Of = "co2e" | "energy";

/** The two sides of an answer. */
export function sidesOf({ phases, training_per_inference: quotient }: WirePhasesAnswer, of: Of): Sides {
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
    others: phases.flatMap(({ phase }) => {
      const value = side(phase) ?? undefined;
      return phase === "training" || phase === "inference" || value === undefined
        ? []
        : [{ name: phase, value }];
    }),
  };
}

/** The sentence; and what was larger than both sides, where something was. */
export function verdict(sides: Sides, of: Of): string {
  const largest = Math.max(sides.training?.value ?? 0, sides.inference?.value ?? 0);
  const [other] = sides.others
    .filter(({ value }) => value.value > largest)
    .toSorted((a, b) => b.value.value - a.value.value);
  const both = ofSides(sides, of);
  return other === undefined
    ? both
    : `${both} The largest estimate is that of ${other.name}, ${told(other.value, of)}.`;
}

/** A quotient whose interval holds 1 leaves the question open, and it says so. */
function ofSides({ training, inference, quotient, unknown }: Sides, of: Of): string {
  if (training == null && inference == null) return nothingKnown(training, inference);
  if (training == null) {
    const other =
      training === null
        ? "a training was booked in this time, of which it is not known"
        : "no training was booked in this time";
    return `Inference took ${told(inference, of)}; ${other}.`;
  }
  if (inference == null) {
    const other =
      inference === null
        ? "inferences were served in this time, of none of which it is known"
        : "no inference was served in this time";
    return `Training took ${told(training, of)}; ${other}.`;
  }
  const both = `Training took ${told(training, of)}, inference ${told(inference, of)}`;
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

function told(quantity: WireQuantity | null | undefined, of: Of): string {
  const { dimension, of: what } = SHOWN[of];
  return quantity == null ? "an amount that is not known" : withInterval(quantity, dimension, what);
}
