/**
 * Quantities as people read them: three significant digits, one prefix for value and interval.
 * @module
 */
import type { WireQuantity } from "../wire/quantity.ts";

/** Units by size, largest first: factor from the wire's unit, and name. */
type Scale = readonly (readonly [factor: number, unit: string])[];

const SCALES = {
  kwh: [
    [1e-3, "MWh"],
    [1, "kWh"],
    [1e3, "Wh"],
    [1e6, "mWh"],
    [1e9, "µWh"],
  ],
  g: [
    [1e-6, "t"],
    [1e-3, "kg"],
    [1, "g"],
    [1e3, "mg"],
    [1e6, "µg"],
  ],
  l: [
    [1e-3, "m³"],
    [1, "L"],
    [1e3, "mL"],
    [1e6, "µL"],
  ],
  kgsb: [
    [1, "kg Sb"],
    [1e3, "g Sb"],
    [1e6, "mg Sb"],
    [1e9, "µg Sb"],
    [1e12, "ng Sb"],
  ],
  mj: [
    [1, "MJ"],
    [1e3, "kJ"],
    [1e6, "J"],
    [1e9, "mJ"],
  ],
  count: [
    [1e-9, "billion"],
    [1e-6, "million"],
    [1e-3, "thousand"],
    [1, ""],
  ],
  s: [
    [1, "s"],
    [1e3, "ms"],
    [1e6, "µs"],
  ],
} as const satisfies Readonly<Record<string, Scale>>;

/** What can be printed, by the unit that the wire has it in. */
export type Dimension = keyof typeof SCALES;

/** Three significant digits, without an exponent. */
export function digits(value: number): string {
  if (value === 0) return "0";
  if (!Number.isFinite(value)) return String(value);
  const places = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  return Number(value.toPrecision(3)).toFixed(Math.min(places, 12));
}

function scaleFor(value: number, dimension: Dimension): readonly [number, string] {
  const scale: Scale = SCALES[dimension];
  if (value === 0) return scale.find(([factor]) => factor === 1) ?? [1, ""];
  return scale.find(([factor]) => Math.abs(value) * factor >= 1) ?? scale.at(-1) ?? [1, ""];
}

/** The unit that a number is readable in, as axes need it: what to multiply by, and its name. */
export function unitFor(
  value: number,
  dimension: Dimension,
): { readonly factor: number; readonly unit: string } {
  const [factor, unit] = scaleFor(value, dimension);
  return { factor, unit };
}

/** A number in a readable unit: `1.23 Wh`. */
export function amount(value: number, dimension: Dimension): string {
  const [factor, unit] = scaleFor(value, dimension);
  return `${digits(value * factor)} ${unit}`.trimEnd();
}

/** A value, and its 90 % interval in the same unit. */
export interface Printed {
  /** `1.23 Wh` */
  readonly value: string;
  /** `0.80 to 1.90` */
  readonly interval: string;
}

/** Quantities that stand side by side, in one unit: that of the largest. */
export function inOneUnit(quantities: readonly WireQuantity[], dimension: Dimension): readonly Printed[] {
  const [factor, unit] = scaleFor(Math.max(0, ...quantities.map(({ value }) => value)), dimension);
  return quantities.map(({ value, low, high }) => ({
    value: `${digits(value * factor)} ${unit}`.trimEnd(),
    interval: `${digits(low * factor)} to ${digits(high * factor)}`,
  }));
}

/**
 * A quantity with its 90 % interval in one unit: `1.23 Wh (0.80 to 1.90)`.
 * @param of what it is an amount of, where the unit does not say: `1.23 g CO₂e (0.80 to 1.90)`
 */
export function withInterval(quantity: WireQuantity, dimension: Dimension, of = ""): string {
  const [one] = inOneUnit([quantity], dimension);
  const what = of === "" ? "" : ` ${of}`;
  if (one === undefined || quantity.value === 0) return amount(0, dimension) + what;
  return `${one.value}${what} (${one.interval})`;
}

/** A relative change with its sign: `+7.1 %`, `−4.8 %`; `±0.0 %` where the first decimal shows none. */
export function change(value: number): string {
  const size = Math.abs(value * 100).toFixed(1);
  return `${Number(size) === 0 ? "±" : value < 0 ? "−" : "+"}${size} %`;
}
