/**
 * Figures as people read them, the same in the terminal, in a comment and on a page.
 * @module
 */
export { amount, change, digits, type Dimension, inOneUnit, type Printed, withInterval } from "./amount.ts";
export { doubtMeaning } from "./doubt.ts";
export { NOT_COUNTED } from "./not-counted.ts";
