/**
 * Effects beyond the first order (methodology M59): checked, laid out as a tree, and shown with care. Nothing here adds
 * effects up, nets them, or sets them against the ledger, and a test sees that it stays so.
 * @module
 */
export { CONSEQUENCE_UNITS, unitsOf } from "./unit.ts";
export { checkConsequences } from "./check-consequences.ts";
export { consequenceTree, type ConsequenceBranch } from "./tree.ts";
export {
  type EffectColumn,
  effectColumn,
  isForPublication,
  mayBeShown,
  type Place,
  sourceAddress,
} from "./showing.ts";
export { shareUnquantified, type Unquantified } from "./unquantified.ts";
export { DATA_QUALITIES, FIRST_ORDER, INDICATORS, MECHANISMS } from "./vocabulary.ts";
