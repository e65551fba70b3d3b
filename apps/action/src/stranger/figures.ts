/**
 * Figures of a stranger, built anew: numbers, and words of ours.
 * @module
 */
import { BOUNDARY_RUNGS } from "@gramme/core";
import type { WireFigures } from "@gramme/core/wire";
import { assumptionsFrom } from "./assumption-texts.ts";
import { quantityFrom } from "./believable.ts";

/** What the ids of sources of doubt begin with: a report has words for these, and the rest of an id could be anything. */
const SOURCES = [
  "grid/",
  "microarchitecture/",
  "cpu/",
  "gpu/",
  "memory/",
  "node/",
  "pue/",
  "usage/",
  "meter/",
  "machine/",
  "extrapolation/",
  "embodied/",
  "stated/",
  "noise",
];

/** Figures at one rung. Their numbers are to be believable already. Factors have texts and addresses, and are dropped. */
export function figuresFrom(sent: WireFigures): WireFigures {
  const { embodied, ladder_kwh: ladder } = sent;
  return {
    boundary: sent.boundary,
    tier: sent.tier,
    energy_kwh: quantityFrom(sent.energy_kwh),
    co2e_g: quantityFrom(sent.co2e_g),
    embodied: {
      co2e_g: quantityFrom(embodied.co2e_g),
      adpe_kgsb: quantityFrom(embodied.adpe_kgsb),
      pe_mj: quantityFrom(embodied.pe_mj),
    },
    water_l: quantityFrom(sent.water_l),
    adpe_kgsb: quantityFrom(sent.adpe_kgsb),
    pe_mj: quantityFrom(sent.pe_mj),
    ladder_kwh: Object.fromEntries(
      BOUNDARY_RUNGS.map((rung) => [rung, quantityFrom(ladder[rung])]),
    ) as WireFigures["ladder_kwh"],
    assumptions: assumptionsFrom(sent.assumptions),
    factors: [],
    doubt: doubtFrom(sent.doubt),
  };
}

/** Shares of doubt by kind of source, the largest first. */
function doubtFrom(sent: WireFigures["doubt"]): WireFigures["doubt"] {
  return SOURCES.map((kind) => ({
    source: kind,
    share: sent
      .filter(({ source }) => (kind.endsWith("/") ? source.startsWith(kind) : source === kind))
      .reduce((sum, { share }) => sum + share, 0),
  }))
    .filter(({ share }) => share > 0 && share <= 1)
    .toSorted((a, b) => b.share - a.share);
}
