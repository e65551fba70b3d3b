/**
 * UK Carbon Intensity: what leaves the stacks that feed Great Britain in the present half-hour. Direct accounting, which
 * is shown and never used (M20).
 * @module
 */
import { gridSpread, type LiveAnswer, type LiveGrid, type Zone } from "@gramme/core";
import { z } from "zod";
import { asked, none } from "./provider-answer.ts";

const NAME = "uk-carbon-intensity";
const ADDRESS = "https://api.carbonintensity.org.uk/intensity";

/** Half-hours are written to the minute: 2026-11-23T10:30Z. */
const Minute = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:[03]0Z$/u);
const Present = z.object({
  data: z
    .array(
      z.object({
        from: Minute,
        to: Minute,
        intensity: z.object({
          forecast: z.number().min(0).max(3000).nullable(),
          actual: z.number().min(0).max(3000).nullable(),
        }),
      }),
    )
    .length(1),
});

/** The provider. It knows the United Kingdom only, and of it Great Britain. */
export function ukCarbonIntensity(): LiveGrid {
  return {
    name: NAME,
    ask: async (zone: Zone, fetch): Promise<LiveAnswer> => {
      if (zone.alpha2 !== "GB") return none("the provider knows Great Britain only");
      const answer = await asked(fetch, ADDRESS, Present, {});
      if (!answer.ok) return none(answer.why);
      const [half] = answer.value.data;
      const value = half?.intensity.actual ?? half?.intensity.forecast ?? null;
      if (half === undefined || value === null)
        return none("neither an actual nor a forecast figure was there");
      const title = `UK Carbon Intensity (NESO), direct, ${half.intensity.actual === null ? "forecast" : "actual"}`;
      return {
        kind: "reading",
        accounting: "direct",
        at: new Date(half.from).toISOString(),
        factor: {
          id: `grid/live-direct/${zone.code}`,
          value,
          unit: "gCO2e/kWh",
          zone: zone.code,
          year: Number(half.from.slice(0, 4)),
          spread: gridSpread(value),
          source: { title, url: "https://carbonintensity.org.uk/" },
          licence: "CC-BY-4.0",
          retrieved: half.from.slice(0, 10),
        },
      };
    },
  };
}
