/**
 * Quantities as people read them: three significant digits; one prefix for a value, its interval and what stands beside
 * it. The same as `gramme` prints in a terminal (packages/bench/src/cli/amount.ts).
 * @module
 */
import type { WireQuantity } from "@gramme/core/wire";

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

/** A number in a readable unit: `1.23 Wh`. */
export function amount(value: number, dimension: Dimension): string {
  const [factor, unit] = scaleFor(value, dimension);
  return `${digits(value * factor)} ${unit}`;
}

/** A value, and its 90 % interval in the same unit. */
export interface Printed {
  /** `1.23 Wh` */
  readonly value: string;
  /** `0.80 to 1.90` */
  readonly interval: string;
}

/** Quantities that stand side by side, in one unit: that of the largest. */
export function printed(quantities: readonly WireQuantity[], dimension: Dimension): readonly Printed[] {
  const [factor, unit] = scaleFor(Math.max(0, ...quantities.map(({ value }) => value)), dimension);
  return quantities.map(({ value, low, high }) => ({
    value: `${digits(value * factor)} ${unit}`,
    interval: `${digits(low * factor)} to ${digits(high * factor)}`,
  }));
}

/** A quantity with its interval behind: `1.23 Wh (0.80 to 1.90)`. */
export function withInterval(quantity: WireQuantity, dimension: Dimension): string {
  const [one] = printed([quantity], dimension);
  return one === undefined ? "" : `${one.value} (${one.interval})`;
}

/** A size in percent, without sign: `7.1 %`; whole from 100 % on. */
export function percent(size: number): string {
  const value = Math.abs(size) * 100;
  return `${Number(value.toFixed(value >= 100 ? 0 : 1))} %`;
}

/** A relative change with its sign: `+7.1 %`, `−4.8 %`, `0 %`. */
export function change(value: number): string {
  const size = percent(value);
  return size === "0 %" ? size : `${value < 0 ? "−" : "+"}${size}`;
}

/** A relative change without its unit, to stand before another: `+6.2` of `+6.2 to +24.8 %`. */
export function changeRange(low: number, high: number): string {
  return `${change(low).replace(/ %$/u, "")} to ${change(high)}`;
}

/** A count in words of its size: `912`, `1.2 million`. */
export function count(value: number): string {
  if (value >= 1e9) return `${digits(value / 1e9)} billion`;
  if (value >= 1e6) return `${digits(value / 1e6)} million`;
  if (value >= 1e4) return `${digits(value / 1e3)} thousand`;
  return value >= 100 ? String(Math.round(value)) : digits(value);
}

/** `1 pair`, `2 pairs`. */
export function counted(number: number, singular: string, plural: string = `${singular}s`): string {
  return `${number} ${number === 1 ? singular : plural}`;
}

/** Numbers of a series as one or as a range: `10`, `10 to 40`. */
export function spanned(values: readonly number[], print: (value: number) => string = String): string {
  const least = print(Math.min(...values));
  const most = print(Math.max(...values));
  return least === most ? least : `${least} to ${most}`;
}

/** A time that somebody waited: `42 s`, `5.6 min`, `1.2 h`. */
export function duration(seconds: number): string {
  if (seconds < 10) return amount(seconds, "s");
  if (seconds < 100) return `${Math.round(seconds)} s`;
  const [size, unit] = seconds < 6000 ? [seconds / 60, "min"] : [seconds / 3600, "h"];
  return `${size < 10 ? Number(size.toFixed(1)) : Math.round(size)} ${unit}`;
}
