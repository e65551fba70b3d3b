/**
 * The grid table: annual averages of Ember, as the npm package @tgwf/co2 carries them.
 * @module
 */
// oxlint-disable-next-line typescript/triple-slash-reference -- the package ships no types, and packages that import this file must see them too
/// <reference path="./co2-data.d.ts" />
import { averageIntensity } from "@tgwf/co2/data";

/** Grid intensity by ISO 3166-1 alpha-3 code or group name, g CO2e per kWh, life-cycle, production mix. */
export const EMBER: Readonly<Record<string, number>> = averageIntensity.data;
