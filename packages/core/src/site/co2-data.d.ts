// @tgwf/co2 ships no types; this is the part of its data entry that Gramme reads.
declare module "@tgwf/co2/data" {
  /** Annual average grid intensity by ISO 3166-1 alpha-3 code or region name, g CO2e per kWh. */
  export const averageIntensity: {
    readonly data: Readonly<Record<string, number>>;
    readonly type: "average";
  };
}
