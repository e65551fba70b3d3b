/**
 * What served requests take: from a ledger's counters and a profile's version to energy and impacts.
 * @module
 */
export {
  amountOf,
  COEFFICIENTS,
  COVERED_BY,
  inferencesBehind,
  leftOut,
  type ServedAmount,
} from "./amount.ts";
export { assumedOnce, type ServedAssumption, type ServedAssumptionCode } from "./assumption.ts";
export { addCarbon, addLive, type CarbonSums, type LiveCarbon } from "./carbon.ts";
export { type CarbonCurve, carbonCurve, type CurvePoint } from "./carbon-curve.ts";
export {
  calibrationOf,
  energyDoubt,
  energySpread,
  type Measured,
  printedEnergy,
  shownDeviation,
} from "./calibration.ts";
export { type CorrectingVersion, standingVersion } from "./correction.ts";
export * from "./counters.ts";
export { type Deployment, deployments, idlePower, type WaitingDeployment } from "./idle-deployment.ts";
export { idleClass, idleJoules, idleSum, type IdleSum, type IdleTotal } from "./idle-sum.ts";
export { evenTime, type IdleSlot, idleTime, type MachineTime, type SlotTime } from "./idle-time.ts";
export { type PerJoule, servedClass, type ServedClass } from "./impacts.ts";
export { mixture, type Mixture } from "./mixture.ts";
export { type FactorAt, servedPlace, type ServedPlace, today } from "./place.ts";
export { type CpuPlausibility, cpuPlausibility } from "./plausibility.ts";
export {
  type Basis,
  type JoulesPer,
  type NoRate,
  type RateQuestion,
  servedRate,
  type ServedProfile,
  type ServedRate,
} from "./rate.ts";
export { servedEnergy, type ServedEnergy } from "./served-energy.ts";
export { type ServedImpacts, servedSum, type ServedSum, type ServedTotal } from "./served-sum.ts";
export { tallied, UNKNOWN_REASONS, type UnknownReason, type UnknownRequests } from "./unknown.ts";
