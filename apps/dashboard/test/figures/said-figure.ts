/**
 * Figures as pages print them, read back into the ledger's units. Written apart from what prints them.
 * @module
 */
import type { Quantity } from "./csv-file.ts";

/** What one of the ledger's units is in each unit that a page prints. */
const PER_UNIT: Readonly<Record<string, number>> = {
  t: 1e-6,
  kg: 1e-3,
  g: 1,
  mg: 1e3,
  µg: 1e6,
  MWh: 1e-3,
  kWh: 1,
  Wh: 1e3,
  mWh: 1e6,
  µWh: 1e9,
  "m³": 1e-3,
  L: 1,
  mL: 1e3,
  µL: 1e6,
  billion: 1e-9,
  million: 1e-6,
  thousand: 1e-3,
  "%": 1,
  "": 1,
};

const NUMBER = String.raw`[+−±-]?\d+(?:\.\d+)?`;
const UNIT = String.raw`(?:%|MWh|kWh|mWh|µWh|Wh|kg|mg|µg|g|t|m³|mL|µL|L|billion|million|thousand)`;
const SAID = new RegExp(`(${NUMBER})(?: (${UNIT}))? \\((${NUMBER})(?: %)? to (${NUMBER})(?: %)?\\)`, "gu");
const AMOUNT = new RegExp(`^(${NUMBER}) ?(${UNIT})?$`, "u");

/** A quantity as it is said. */
export interface Said extends Quantity {
  /** How far each of its numbers may be off what is exact, by how it is printed. */
  readonly off: (exact: number) => number;
}

/** All quantities that a text says with their interval, `1.23 Wh (0.80 to 1.90)`; without a unit, in `unit`. */
export function saidQuantities(text: string, unit = ""): readonly Said[] {
  return [...text.matchAll(SAID)].map(([, value = "", own = unit, low = "", high = ""]) => {
    const per = PER_UNIT[own] ?? Number.NaN;
    return {
      value: number(value) / per,
      low: number(low) / per,
      high: number(high) / per,
      // percents have one decimal, all else three digits
      off: own === "%" ? () => 0.051 : (exact) => Math.abs(exact) * 0.006 + 1e-300,
    };
  });
}

/** `100 mg` as a mark of an axis says it; without a unit, in `unit`. */
export function saidAmount(text: string, unit = ""): number | undefined {
  const [, value, own = unit] = AMOUNT.exec(text) ?? [];
  return value === undefined ? undefined : number(value) / (PER_UNIT[own] ?? Number.NaN);
}

/** Unit of a table's column, `CO₂e, kg`; none where it has none. */
export function unitOfHead(head: string): string {
  const [, unit = ""] = new RegExp(`, (${UNIT})$`, "u").exec(head) ?? [];
  return unit;
}

/** Whether what is said is that quantity. */
export function isSaid(said: Said, exact: Quantity): boolean {
  return (["value", "low", "high"] as const).every(
    (end) => Math.abs(said[end] - exact[end]) <= said.off(exact[end]),
  );
}

/** Whether a cell says that number: with its five digits, or with three in the unit of its head. */
export function isNumberSaid(cell: string, unit: string, exact: number): boolean {
  const said = number(cell.replaceAll(",", "")) / (PER_UNIT[unit] ?? Number.NaN);
  return Math.abs(said - exact) <= Math.abs(exact) * (unit === "" ? 5.1e-5 : 0.006);
}

function number(text: string): number {
  return Number(text.replace(/^[+±]/u, "").replace("−", "-"));
}
