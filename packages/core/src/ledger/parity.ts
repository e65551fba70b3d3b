/**
 * Parity (methodology M25): how many inferences use as much energy as it took to make the model (Luccioni, Jernite &
 * Strubell 2024, Table 5), live.
 * @module
 */
import { GrammeError } from "../error.ts";
import type { Estimate } from "../estimate/estimate.ts";
import { exact, product, sum } from "../estimate/estimate.ts";
import type { Joules, Ratio } from "../units.ts";
import { joules, ratio } from "../units.ts";
import { apart } from "./apart.ts";

/** The energies that parity weighs, in J, all of one model version and all at one boundary rung. */
export interface ParityEnergies {
  /** Of the run that made the version. */
  readonly training: Estimate<Joules>;
  /** Of all trials before it. The paper's figures leave it out, so parity says whether it is in. */
  readonly development?: Estimate<Joules>;
  /** Of fine-tuning. */
  readonly finetuning?: Estimate<Joules>;
  /** Of collecting and preparing the data. */
  readonly data?: Estimate<Joules>;
  /** Of one inference. Must be above 0. */
  readonly perInference: Estimate<Joules>;
}

/** What was spent before the first inference, in J: the sum of the phases that are given. */
export function investment(energies: ParityEnergies): Estimate<Joules> {
  const parts = [energies.data, energies.development, energies.training, energies.finetuning];
  return sum(
    joules,
    parts.filter((part) => part !== undefined),
  );
}

/**
 * Inferences to parity: N = (E_training [+ E_data + E_development + E_finetuning]) ÷ E_inference. What the energies
 * share (the same meter, the same power curve, the same PUE) cancels in the quotient; what two measurements of the same work
 * differ by does not (M61).
 * @throws GrammeError `invalid-number` when one inference takes 0 J
 */
export function inferencesToParity(energies: ParityEnergies): Estimate<Ratio> {
  if (energies.perInference.value === 0) {
    throw new GrammeError("invalid-number", "parity needs the energy of one inference, found 0 J", {
      field: "perInference",
      found: "0",
      expected: "an energy above 0 J",
    });
  }
  return apart(investment(energies), energies.perInference);
}

/**
 * Live parity: inferences served ÷ inferences to parity. Below 1 the model has cost more to make than to use; at 1
 * use has caught up.
 * @param served inferences served so far, >= 0, taken as exact
 * @throws GrammeError `invalid-number` when `served` is negative or not finite, when one inference takes 0 J, or when
 * nothing was spent before the first inference
 */
export function parity(energies: ParityEnergies, served: number): Estimate<Ratio> {
  const needed = inferencesToParity(energies);
  if (needed.value === 0) {
    throw new GrammeError("invalid-number", "parity needs the energy of training, found 0 J", {
      field: "training",
      found: "0",
      expected: "an energy above 0 J",
    });
  }
  return product(ratio, [exact(ratio(served))], [needed]);
}
