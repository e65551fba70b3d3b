/**
 * The boundary ladder: what one figure is at each rung. In Luccioni, Jernite & Strubell (2024) this choice alone moves the
 * answer 3 to 6 times.
 * @module
 */
import { digits, inOneUnit, withInterval } from "@gramme/core/words";
import { BOUNDARY_RUNGS, RUNG_COUNTS } from "@gramme/core";
import type { WireWorkloadFigures } from "@gramme/core/wire";
import { code, details, prose, stacked, table } from "./markdown.ts";

/** Energy of one workload at each rung, as multiples of the narrowest. */
export function ladderDetails({ name, functional_unit: unit, figures }: WireWorkloadFigures): string {
  // lifecycle takes no more electricity than facility: what it adds is said below
  const rungs = BOUNDARY_RUNGS.filter((rung) => rung !== "lifecycle");
  const energies = rungs.map((rung) => figures.ladder_kwh[rung]);
  const shown = inOneUnit(energies, "kwh");
  const narrowest = energies[0]?.value ?? 0;
  const rows = rungs.map((rung, at) => {
    const here = rung === figures.boundary;
    const cells = [
      rung,
      shown[at]?.value ?? "",
      narrowest > 0 ? `× ${digits((energies[at]?.value ?? 0) / narrowest)}` : "",
      RUNG_COUNTS[rung],
    ];
    return here ? cells.map((cell) => `**${cell}**`) : cells;
  });
  const wide = (figures.ladder_kwh.facility.value / narrowest).toFixed(1);
  return details(
    `The boundary decides${narrowest > 0 ? `: × ${wide} from chips to facility` : ""}`,
    stacked([
      `${code(name)}, per ${prose(unit, 48)}: the largest that was measured, head's figures.`,
      table(
        [
          ["rung", "left"],
          ["energy", "right"],
          ["", "right"],
          ["what it counts", "left"],
        ],
        rows,
      ),
      `**lifecycle** adds the production of the hardware, by share of its life: ${withInterval(figures.embodied.co2e_g, "g")} CO2e${figures.boundary === "lifecycle" ? ", which is in the figures above" : ""}.`,
    ]),
  );
}
