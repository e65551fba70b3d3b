/**
 * Figures in things that people know, each with source and year.
 * @module
 */
export { type Equivalent, equivalentBy, equivalents, rangeText } from "./equivalent.ts";
export { CAR_EU, type Criterion, EQUIVALENT_ROWS, type EquivalentRow } from "./equivalent.rows.ts";
