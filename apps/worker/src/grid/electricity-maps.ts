/**
 * Electricity Maps, v3: life-cycle intensity of the electricity consumed in a zone, imports traced, in the hour that it
 * names (methodology M55).
 * @module
 */
import { gridSpread, type LiveAnswer, type LiveGrid, type Zone } from "@gramme/core";
import { z } from "zod";
import { asked, none } from "./provider-answer.ts";

const NAME = "electricity-maps";
const ADDRESS = "https://api.electricitymaps.com/v3/carbon-intensity/latest";

/** What of the answer is believed; it has more. */
const Latest = z.object({
  zone: z.string(),
  carbonIntensity: z.number().positive().max(3000),
  datetime: z.iso.datetime({ offset: true }),
  emissionFactorType: z.literal("lifecycle"),
  isEstimated: z.boolean().optional(),
  temporalGranularity: z.literal("hourly").optional(),
});

/**
 * The provider, with a key. It knows countries by two letters; a country that it splits into several zones, and groups of
 * countries, give a reason.
 */
export function electricityMaps(token: string): LiveGrid {
  return {
    name: NAME,
    ask: async (zone: Zone, fetch): Promise<LiveAnswer> => {
      const { alpha2 } = zone;
      if (alpha2 === undefined) return none(`${zone.name} is no country, which is what the provider knows`);
      const answer = await asked(fetch, `${ADDRESS}?zone=${alpha2}&emissionFactorType=lifecycle`, Latest, {
        "auth-token": token,
      });
      if (!answer.ok) return none(answer.why);
      const { value } = answer;
      if (value.zone !== alpha2) return none(`asked for ${alpha2}, the provider answered for another zone`);
      return {
        kind: "reading",
        accounting: "life-cycle",
        at: new Date(value.datetime).toISOString(),
        factor: {
          id: `grid/live/${zone.code}`,
          value: value.carbonIntensity,
          unit: "gCO2e/kWh",
          zone: zone.code,
          year: new Date(value.datetime).getUTCFullYear(),
          spread: gridSpread(value.carbonIntensity),
          source: {
            title: `Electricity Maps v3, life-cycle, flow-traced${value.isEstimated === true ? ", estimated" : ""}`,
            url: "https://portal.electricitymaps.com/docs",
          },
          licence: "by contract with the provider",
          retrieved: value.datetime.slice(0, 10),
        },
      };
    },
  };
}
