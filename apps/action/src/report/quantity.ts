/**
 * Sizes, changes, counts and times as the comment prints them, beside what every report of Gramme's prints alike
 * (core/words).
 * @module
 */
import { amount, digits } from "@gramme/core/words";

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
