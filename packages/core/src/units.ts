/**
 * Physical quantities as branded numbers: one canonical unit per dimension, so that joules cannot be
 * passed where grams are wanted. This is the only file with conversion constants.
 * @module
 */
import { GrammeError } from "./error.ts";

declare const unit: unique symbol;

/** A number that carries its unit in its type. Arithmetic gives back a bare number, which no formula accepts. */
export type Quantity<U extends string> = number & { readonly [unit]: U };

/** Energy in J. */
export type Joules = Quantity<"J">;
/** Power in W. */
export type Watts = Quantity<"W">;
/** Time in s. */
export type Seconds = Quantity<"s">;
/** Global warming potential in g CO2e (GWP100). */
export type Grams = Quantity<"gCO2e">;
/** Abiotic depletion potential (elements) in kg Sb equivalent. */
export type KgSb = Quantity<"kgSb">;
/** Primary energy in MJ. */
export type Megajoules = Quantity<"MJ">;
/** Water in L. */
export type Litres = Quantity<"L">;
/** Memory in GB (10^9 bytes). */
export type Gigabytes = Quantity<"GB">;
/** Grid carbon intensity in g CO2e per kWh. */
export type GramsPerKwh = Quantity<"gCO2e/kWh">;
/** Water intensity in L per kWh: on site (WUE, per kWh of IT) or off site (EWIF, per kWh of electricity). */
export type LitresPerKwh = Quantity<"L/kWh">;
/** Mineral depletion of electricity in kg Sb per kWh. */
export type KgSbPerKwh = Quantity<"kgSb/kWh">;
/** Primary energy of electricity in MJ per kWh. */
export type MjPerKwh = Quantity<"MJ/kWh">;
/** Memory power in W per GB. */
export type WattsPerGigabyte = Quantity<"W/GB">;
/** A number without a dimension: PUE, utilisation, a share, a count. */
export type Ratio = Quantity<"1">;

/** The unit written in a quantity's type. */
export type UnitOf<Q> = Q extends Quantity<infer U> ? U : never;

/** Joules in a kilowatt-hour. Exact. */
export const JOULES_PER_KWH = 3_600_000;
/** Microjoules in a joule. Exact. */
export const MICROJOULES_PER_JOULE = 1_000_000;
/** Seconds in an hour. Exact. */
export const SECONDS_PER_HOUR = 3600;
/** Hours in a year of 365 days, as the life-cycle papers count it (Luccioni 2023, BoaviztAPI). */
export const HOURS_PER_YEAR = 8760;
/** Grams in a kilogram. Exact. */
export const GRAMS_PER_KG = 1000;

function quantity<U extends string>(name: string, symbol: U): (value: number) => Quantity<U> {
  return (value) => {
    if (!Number.isFinite(value) || value < 0) {
      throw new GrammeError(
        "invalid-number",
        `${name} must be a finite number >= 0 in ${symbol}, found ${value}`,
        {
          field: name,
          found: String(value),
          expected: `a finite number >= 0 in ${symbol}`,
        },
      );
    }
    return value as Quantity<U>;
  };
}

/** Makes a quantity of one unit; throws `invalid-number` unless finite and >= 0. */
export type Unit<Q extends Quantity<string>> = (value: number) => Q;

/** Energy in J. Throws `invalid-number` unless finite and >= 0. */
export const joules: Unit<Joules> = quantity("energy", "J");
/** Power in W. Throws `invalid-number` unless finite and >= 0. */
export const watts: Unit<Watts> = quantity("power", "W");
/** Time in s. Throws `invalid-number` unless finite and >= 0. */
export const seconds: Unit<Seconds> = quantity("duration", "s");
/** Carbon in g CO2e. Throws `invalid-number` unless finite and >= 0. */
export const grams: Unit<Grams> = quantity("co2e", "gCO2e");
/** Mineral depletion in kg Sb eq. Throws `invalid-number` unless finite and >= 0. */
export const kgSb: Unit<KgSb> = quantity("adpe", "kgSb");
/** Primary energy in MJ. Throws `invalid-number` unless finite and >= 0. */
export const megajoules: Unit<Megajoules> = quantity("pe", "MJ");
/** Water in L. Throws `invalid-number` unless finite and >= 0. */
export const litres: Unit<Litres> = quantity("water", "L");
/** Memory in GB. Throws `invalid-number` unless finite and >= 0. */
export const gigabytes: Unit<Gigabytes> = quantity("memory", "GB");
/** Grid intensity in g CO2e/kWh. Throws `invalid-number` unless finite and >= 0. */
export const gramsPerKwh: Unit<GramsPerKwh> = quantity("grid intensity", "gCO2e/kWh");
/** Water intensity in L/kWh. Throws `invalid-number` unless finite and >= 0. */
export const litresPerKwh: Unit<LitresPerKwh> = quantity("water intensity", "L/kWh");
/** Mineral depletion per kWh. Throws `invalid-number` unless finite and >= 0. */
export const kgSbPerKwh: Unit<KgSbPerKwh> = quantity("adpe intensity", "kgSb/kWh");
/** Primary energy per kWh. Throws `invalid-number` unless finite and >= 0. */
export const mjPerKwh: Unit<MjPerKwh> = quantity("primary energy intensity", "MJ/kWh");
/** Memory power per GB. Throws `invalid-number` unless finite and >= 0. */
export const wattsPerGigabyte: Unit<WattsPerGigabyte> = quantity("memory power", "W/GB");
/** A dimensionless number. Throws `invalid-number` unless finite and >= 0. */
export const ratio: Unit<Ratio> = quantity("ratio", "1");

/** kWh of an energy in J, for people and for the wire. */
export function toKwh(energy: number): number {
  return energy / JOULES_PER_KWH;
}

/** Energy in J of kWh. Throws `invalid-number` unless finite and >= 0. */
export function fromKwh(kwh: number): Joules {
  return joules(kwh * JOULES_PER_KWH);
}

/** Time in s of hours. Throws `invalid-number` unless finite and >= 0. */
export function fromHours(hours: number): Seconds {
  return seconds(hours * SECONDS_PER_HOUR);
}
