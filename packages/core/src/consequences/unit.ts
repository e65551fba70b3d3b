/**
 * The units in which an effect on an indicator may be given.
 * @module
 */
import type { WireConsequenceEffect } from "../wire/consequences.ts";

/** What an effect is an effect on. */
type Indicator = WireConsequenceEffect["indicator"];

/** Units by indicator; each stands per year, or per functional unit. */
export const CONSEQUENCE_UNITS: Readonly<Record<Indicator, readonly string[]>> = {
  gwp: ["g CO2e", "kg CO2e", "t CO2e"],
  adpe: ["mg Sb", "g Sb", "kg Sb"],
  water: ["L", "m3"],
  energy: ["kWh", "MWh", "MJ"],
};

/** Every unit that matches an indicator, in full: `kg CO2e per year`, `kg CO2e per functional unit`. */
export function unitsOf(indicator: Indicator): readonly string[] {
  return CONSEQUENCE_UNITS[indicator].flatMap((unit) => [`${unit} per year`, `${unit} per functional unit`]);
}
