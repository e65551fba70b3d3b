/**
 * Phases: when in the life of a model the energy went. Splits between phases that circulate are of different
 * quantities (Wu et al. 2021 alone prints power capacity 10:20:70, energy 31:29:40 and carbon 35:65), so a share of
 * a phase always names what it is a share of.
 * @module
 */

/** A phase of a model's life. */
export type Phase = "data" | "development" | "training" | "inference";

/** All phases, in the order of a model's life. */
export const PHASES: readonly Phase[] = ["data", "development", "training", "inference"];

/** What each phase counts, in one line for people. */
export const PHASE_COUNTS: Readonly<Record<Phase, string>> = {
  data: "collecting, cleaning, labelling, storing and serving data",
  development: "every trial, sweep, failed or cancelled run that led to the version",
  training: "the run that made the version, and its fine-tunings",
  inference: "every use of the version, the time it waits in memory for one included",
};

/** The phase that a text names, in any case; `undefined` when there is none. */
export function findPhase(text: string): Phase | undefined {
  const name = text.trim().toLowerCase();
  return PHASES.find((phase) => phase === name);
}

/** What was spent before the first inference: what inference is weighed against at parity. */
export function isInvestment(phase: Phase): boolean {
  return phase !== "inference";
}
