/**
 * Figures as people read them, the same in the terminal, in a comment and on a page.
 * @module
 */
export {
  amount,
  change,
  digits,
  type Dimension,
  inOneUnit,
  type Printed,
  unitFor,
  withInterval,
} from "./amount.ts";
export { csvCell, csvText, type CsvCell, type CsvTable } from "./csv.ts";
export { doubtMeaning } from "./doubt.ts";
export { factorName } from "./factor-name.ts";
export { NOT_COUNTED } from "./not-counted.ts";
