/**
 * What core offers to the shells round it. Rooms with a subpath of their own: ./comparison, ./methods, ./wire.
 * @module
 */
export * from "./assumption.ts";
export { estimateOf } from "./declared/estimate-of.ts";
export { methodsOf } from "./declared/methods-of.ts";
export {
  type DescribedWorkload,
  type MeasuredOn,
  type MeasuredWorkload,
  requestOfWorkload,
} from "./declared/request-of-workload.ts";
export { type DeclaredWork, workOfRequest } from "./declared/work-of-request.ts";
export * from "./energy/index.ts";
export * from "./equivalent/index.ts";
export * from "./error.ts";
export * from "./estimate/estimate.ts";
export * from "./factor.ts";
export * from "./footprint.ts";
export * from "./hardware/index.ts";
export * from "./impact/index.ts";
export * from "./ledger/index.ts";
export * from "./served/index.ts";
export * from "./site/index.ts";
export * from "./task/index.ts";
export * from "./units.ts";
