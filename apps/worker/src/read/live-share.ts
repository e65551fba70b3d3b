/**
 * How much of an answer's energy goes by intensities that were read live, and why not all of it (methodology M55).
 * @module
 */
import type { ServedAssumption, ServedClass } from "@gramme/core";
import type { Env } from "../env.ts";
import { liveZone } from "./live-carbon.ts";

/** Energy of some requests, and what of it was in hours with a reading, J. */
export interface LivePart {
  readonly of: ServedClass;
  readonly joules: number;
  readonly live: number;
}

/** Of all energy, what was read live. */
export interface LiveShare {
  /** 0 to 1; null where there is no energy to have one. */
  readonly share: number | null;
  readonly assumptions: readonly ServedAssumption[];
}

/** A part below this is rounding. */
const NOTHING = 1e-9;

/** The share of energy that was read live, and what the rest rests on. */
export function liveShare(
  env: Pick<Env, "ELECTRICITYMAPS_TOKEN" | "UK_CARBON_INTENSITY">,
  parts: readonly LivePart[],
): LiveShare {
  const whole = parts.reduce((sum, { joules }) => sum + joules, 0);
  if (whole === 0) return { share: null, assumptions: [] };
  let stated = 0;
  let nowhere = 0;
  const missing = new Map<string, number>();
  for (const { of, joules, live } of parts) {
    const annual = Math.max(0, joules - live);
    const zone = liveZone(of);
    if (of.place.site.grid.id.startsWith("stated/")) stated += annual;
    else if (zone === undefined) nowhere += annual;
    else missing.set(zone, (missing.get(zone) ?? 0) + annual);
  }
  const unread = [...missing].filter(([, joules]) => joules > whole * NOTHING).map(([zone]) => zone);
  const hours = [...missing.values()].reduce((sum, joules) => sum + joules, 0);
  const percent = (joules: number): string => `${((joules / whole) * 100).toFixed(1)} %`;
  const why = [
    ...(unread.length === 0
      ? []
      : [
          `${percent(hours)} in hours without a reading of ${unread.toSorted().join(", ")}${noProvider(env)}`,
        ]),
    ...(nowhere > whole * NOTHING ? [`${percent(nowhere)} at a place that is not known`] : []),
  ];
  const share = Math.min(1, parts.reduce((sum, { live }) => sum + live, 0) / whole);
  return {
    share,
    assumptions: [
      ...(why.length === 0
        ? []
        : [
            {
              code: "grid-annual" as const,
              text: `hours were asked for, and the annual average was taken of ${percent(hours + nowhere)} of the energy: ${why.join("; ")}`,
            },
          ]),
      ...(stated > whole * NOTHING
        ? [
            {
              code: "grid-stated" as const,
              text: `hours were asked for; the intensity that a profile states stays for ${percent(stated)} of the energy`,
            },
          ]
        : []),
    ],
  };
}

/** That nobody reads what would be used. */
function noProvider({
  ELECTRICITYMAPS_TOKEN: token,
  UK_CARBON_INTENSITY: uk,
}: Parameters<typeof liveShare>[0]): string {
  if (token !== undefined && token !== "") return "";
  return uk === "on"
    ? " (this ledger's one live provider tells direct emissions, which are shown and not used; ELECTRICITYMAPS_TOKEN is not set)"
    : " (this ledger asks no live provider: ELECTRICITYMAPS_TOKEN is not set)";
}
