/**
 * Equivalents (methodology M29): a figure in things that people know. Always a range when the figure has one, never
 * without source and year, and never an offset: a tree-month is a length, not a remedy.
 * @module
 */
import type { Estimate, Interval } from "../estimate/estimate.ts";
import { interval } from "../estimate/estimate.ts";
import type { Source } from "../factor.ts";
import type { Grams, Joules, KgSb } from "../units.ts";
import { JOULES_PER_KWH } from "../units.ts";
import type { Criterion, EquivalentRow } from "./equivalent.rows.ts";
import { EQUIVALENT_ROWS } from "./equivalent.rows.ts";

/** A figure in one kind of thing. */
export interface Equivalent {
  /** Id of the yardstick's row. */
  readonly id: string;
  /** For people: "4.9 to 7.1 km by passenger car (EU average)". */
  readonly text: string;
  /** How many of the thing, with the 90 % interval of the figure. */
  readonly value: Interval;
  /** What is counted: `km`, `tree-month`. */
  readonly unit: string;
  /** Year that the yardstick describes. */
  readonly year: number;
  readonly source: Source;
}

/** Below this a number is said to be below it: nobody can picture less. */
const SMALLEST_SHOWN = 0.001;

function plainNumber(value: number): string {
  const rounded = Number(value.toPrecision(2));
  return rounded < 1000 ? String(rounded) : String(rounded).replaceAll(/\B(?=(\d{3})+$)/g, ",");
}

/** An interval in words, to two digits: "4.9 to 7.1", "5.9" when both ends round alike, "less than 0.001". */
export function rangeText(range: Interval): string {
  if (range.high === 0) return "0";
  if (range.high < SMALLEST_SHOWN) return `less than ${SMALLEST_SHOWN}`;
  const high = plainNumber(range.high);
  if (range.low < SMALLEST_SHOWN) return `less than ${high}`;
  const low = plainNumber(range.low);
  return low === high ? high : `${low} to ${high}`;
}

/** How much of its criterion one of a row's things holds, in the unit that estimates use (g, kg Sb, J). */
function canonicalLength(row: EquivalentRow): number {
  return row.criterion === "energy" ? row.value * JOULES_PER_KWH : row.value;
}

/**
 * A figure by one yardstick: figure ÷ row, interval and all. The row may be a superseded one.
 * @param figure in g CO2e, kg Sb or J, as the row's criterion asks
 */
export function equivalentBy(row: EquivalentRow, figure: Estimate): Equivalent {
  const ends = interval(figure);
  const length = canonicalLength(row);
  const value: Interval = {
    value: ends.value / length,
    low: ends.low / length,
    high: ends.high / length,
  };
  return {
    id: row.id,
    text: `${rangeText(value)} ${row.thing}`,
    value,
    unit: row.unit.slice(row.unit.indexOf("/") + 1),
    year: row.year,
    source: row.source,
  };
}

/**
 * A figure by every yardstick in force, in the order of the rows: carbon, then minerals and energy where given. Water
 * has none: a budget in world-equivalent m³ cannot divide litres without a characterisation factor.
 * @param co2e carbon in g CO2e
 * @param adpe mineral depletion in kg Sb
 * @param energy energy in J
 */
export function equivalents(
  co2e: Estimate<Grams>,
  adpe?: Estimate<KgSb>,
  energy?: Estimate<Joules>,
): readonly Equivalent[] {
  const figures: Readonly<Record<Criterion, Estimate | undefined>> = { co2e, adpe, energy };
  return EQUIVALENT_ROWS.flatMap((row) => {
    const figure = figures[row.criterion];
    return figure === undefined || row.supersededBy !== undefined ? [] : [equivalentBy(row, figure)];
  });
}
