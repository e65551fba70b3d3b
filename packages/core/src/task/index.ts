/**
 * What a model is asked for: task, modality, functional unit, and what others measured for it.
 * @module
 */
export {
  FUNCTIONAL_UNITS,
  type FunctionalUnit,
  type FunctionalUnitId,
  ofUnits,
  perThousand,
  perUnit,
} from "./functional-unit.ts";
export {
  type KnownOrUnknownModality,
  MODALITIES,
  type Modality,
  modalityOf,
  modalityText,
  STUDIED_MODALITIES,
  tasksOf,
} from "./modality.ts";
export { type ReferenceRate, rateOf, referenceRate, referenceRates } from "./reference-rate.ts";
export { RATE_TRANSFER, REFERENCE_RATES, type ReferenceRateRow } from "./reference-rate.rows.ts";
export {
  findTask,
  isTask,
  type KnownOrUnknownTask,
  nearTasks,
  type Task,
  TASKS,
  taskOrThrow,
  taskOrUnknown,
} from "./task.ts";
