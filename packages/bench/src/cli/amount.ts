/**
 * Quantities as people read them: three significant digits, one prefix for value and interval.
 * @module
 */
import type { WireQuantity } from "@gramme/core/wire";

/** Units by size, largest first: factor from the wire's unit, and name. */
type Scale = readonly (readonly [factor: number, unit: string])[];

const SCALES: Readonly<Record<"kwh" | "g" | "l" | "kgsb" | "mj" | "s", Scale>> = {
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
  s: [
    [1, "s"],
    [1e3, "ms"],
    [1e6, "µs"],
  ],
};

/** Three significant digits, without an exponent. */
export function digits(value: number): string {
  if (value === 0) return "0";
  if (!Number.isFinite(value)) return String(value);
  const places = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  return Number(value.toPrecision(3)).toFixed(Math.min(places, 12));
}

function scaleFor(value: number, scale: Scale): readonly [number, string] {
  return scale.find(([factor]) => Math.abs(value) * factor >= 1) ?? scale.at(-1) ?? [1, ""];
}

/** A bare number in a readable unit: `1.23 Wh`. */
export function amount(value: number, dimension: keyof typeof SCALES): string {
  if (value === 0) return `0 ${SCALES[dimension].find(([factor]) => factor === 1)?.[1] ?? ""}`;
  const [factor, unit] = scaleFor(value, SCALES[dimension]);
  return `${digits(value * factor)} ${unit}`;
}

/** A quantity with its 90 % interval in one unit: `1.23 Wh (0.80–1.90)`. */
export function withInterval({ value, low, high }: WireQuantity, dimension: keyof typeof SCALES): string {
  if (value === 0) return amount(0, dimension);
  const [factor, unit] = scaleFor(value, SCALES[dimension]);
  return `${digits(value * factor)} ${unit} (${digits(low * factor)}–${digits(high * factor)})`;
}

/** A relative change: `+7.1 %`. */
export function change(value: number): string {
  const percent = value * 100;
  return `${percent > 0 ? "+" : percent < 0 ? "−" : "±"}${Math.abs(percent).toFixed(1)} %`;
}
