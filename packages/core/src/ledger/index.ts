/**
 * What is kept over time and what it says: phases, parity, why a total changed, rebound.
 * @module
 */
export { apart } from "./apart.ts";
export {
  decomposition,
  type Decomposition,
  type Effects,
  logarithmicMean,
  type PartEffects,
  type PeriodPart,
} from "./decomposition.ts";
export { decompositionIntervals, type EffectIntervals, type EstimatedPart } from "./decomposition-doubt.ts";
export { inferencesToParity, investment, parity, type ParityEnergies } from "./parity.ts";
export { findPhase, isInvestment, type Phase, PHASE_COUNTS, PHASES } from "./phase.ts";
export { compoundSaving, rebound, type Rebound, reboundOf } from "./rebound.ts";
