/**
 * Criteria that disagree: less CO2e and more minerals, water or primary energy, or the reverse.
 * @module
 */
import type { WireComparedWorkload, WireFigures } from "@gramme/core/wire";
import { apartCarbon } from "./carbon.ts";
import { code, stacked } from "./markdown.ts";
import { change, changeRange } from "./quantity.ts";
import type { Chosen } from "./room.ts";

/** Another criterion than CO2e, the production of the hardware included. */
interface Criterion {
  readonly words: string;
  readonly of: (figures: WireFigures) => number;
}

const OTHERS: readonly Criterion[] = [
  {
    words: "minerals (ADPe, production of the hardware included)",
    of: (figures) => figures.adpe_kgsb.value + production(figures, figures.embodied.adpe_kgsb.value),
  },
  {
    words: "primary energy (production of the hardware included)",
    of: (figures) => figures.pe_mj.value + production(figures, figures.embodied.pe_mj.value),
  },
  { words: "water", of: (figures) => figures.water_l.value },
];

/** Production, unless the rung holds it already. */
function production({ boundary }: WireFigures, value: number): number {
  return boundary === "lifecycle" ? 0 : value;
}

/** What got better in one criterion and worse in another, in plain words. */
export function conflictsSection(comparisons: readonly WireComparedWorkload[], chosen: Chosen): string {
  const lines = comparisons
    .filter((compared) => chosen.explained.has(compared))
    .flatMap((compared) => conflicts(compared));
  return lines.length === 0
    ? ""
    : stacked(["#### Criteria that disagree", lines.map((line) => `- ${line}`).join("\n")]);
}

/** What a comparison could not settle settles nothing here either. */
function conflicts(compared: WireComparedWorkload): readonly string[] {
  return compared.verdict === "inconclusive" ? [] : [...chipsAgainstRung(compared), ...criteria(compared)];
}

/** The chips against all that is counted at the rung of the figures. */
function chipsAgainstRung(compared: WireComparedWorkload): readonly string[] {
  const apart = apartCarbon(compared);
  if (apart === undefined) return [];
  const { name, head } = compared;
  const { carbon, time } = apart;
  return [
    `${code(name)}: energy in the chips ${change(compared.change)}, but CO2e at the ${head.figures.boundary} rung ${change(carbon)}, where waiting is counted too: wall time is ${change(time.estimate)} (${changeRange(time.low, time.high)}). The verdict is on the chips.`,
  ];
}

/**
 * CO2e against the other criteria. Both arms share their factors, so that a ratio is surer than either figure; but what
 * the noise floor covers is no change.
 */
function criteria(compared: WireComparedWorkload): readonly string[] {
  const { base, head, noise_floor: floor, name } = compared;
  const carbon = ratio(base.figures.co2e_g.value, head.figures.co2e_g.value);
  const line = Math.log1p(floor);
  if (carbon === undefined || Math.abs(carbon) <= line) return [];
  return OTHERS.flatMap(({ words, of }) => {
    const other = ratio(of(base.figures), of(head.figures));
    if (other === undefined || Math.abs(other) <= line || other > 0 === carbon > 0) return [];
    return [
      `${code(name)}: ${carbon < 0 ? "less" : "more"} CO2e (${change(Math.expm1(carbon))}), but ${other < 0 ? "less" : "more"} ${words} (${change(Math.expm1(other))}).`,
    ];
  });
}

/** ln(head ÷ base); undefined where either is 0. */
function ratio(base: number, head: number): number | undefined {
  return base > 0 && head > 0 ? Math.log(head / base) : undefined;
}
