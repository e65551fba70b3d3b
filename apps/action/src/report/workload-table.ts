/**
 * One row per workload, a table per phase: training and inference never share one.
 * @module
 */
import { inOneUnit } from "@gramme/core/words";
import { PHASES } from "@gramme/core";
import type { Phase } from "@gramme/core";
import type { WireComparedWorkload, WireRunResult, WireWorkloadFigures } from "@gramme/core/wire";
import { aloneIn } from "./checked.ts";
import { code, over, prose, stacked, table } from "./markdown.ts";
import type { Side } from "./markdown.ts";
import { change, changeRange, counted, spanned } from "./quantity.ts";
import type { Chosen } from "./room.ts";
import { tally, verdictCell } from "./verdict-words.ts";

const TITLES: Readonly<Record<Phase, string>> = {
  data: "Data",
  development: "Development",
  training: "Training",
  inference: "Inference",
};
/** Training and inference are what people come for. */
const ORDER: readonly Phase[] = PHASES.toSorted(
  (a, b) => Number(a === "data" || a === "development") - Number(b === "data" || b === "development"),
);
const LONGEST_UNIT = 48;

const COMPARED: readonly (readonly [string, Side])[] = [
  ["workload", "left"],
  ["per", "left"],
  ["base,\u{A0}CO2e", "right"],
  ["head,\u{A0}CO2e", "right"],
  ["change", "right"],
  ["verdict", "left"],
];
const ALONE: readonly (readonly [string, Side])[] = [
  ["workload", "left"],
  ["per", "left"],
  ["CO2e", "right"],
  ["energy", "right"],
  ["water", "right"],
  ["known by", "left"],
];

/** Tables of what was compared. `comparedNote` says how to read them. */
export function comparedTables(result: WireRunResult, chosen: Chosen): string {
  const { comparisons } = result;
  if (comparisons.length === 0) return "";
  const tables = ORDER.map((phase) =>
    phaseTable(
      phase,
      comparisons.filter(({ head }) => head.phase === phase),
      chosen,
    ),
  );
  return stacked(tables);
}

function phaseTable(phase: Phase, rows: readonly WireComparedWorkload[], chosen: Chosen): string {
  const shown = rows.filter((row) => chosen.rows.has(row));
  const left = rows.filter((row) => !chosen.rows.has(row));
  return rows.length === 0
    ? ""
    : stacked([
        `#### ${TITLES[phase]}`,
        table(
          COMPARED,
          shown.map((compared) => comparedRow(compared)),
        ),
        left.length === 0
          ? ""
          : `${counted(left.length, "workload")} left out here, for lack of room: ${tally(left.map(({ verdict }) => verdict))}. The job's summary has more.`,
      ]);
}

function comparedRow(compared: WireComparedWorkload): readonly string[] {
  const { base, head, low, high, verdict } = compared;
  const [was, is] = inOneUnit([base.figures.co2e_g, head.figures.co2e_g], "g");
  const loud = verdict === "regression" || verdict === "improvement";
  const estimate = change(compared.change);
  return [
    code(compared.name),
    prose(head.functional_unit, LONGEST_UNIT),
    over(was?.value ?? "", was?.interval ?? ""),
    over(is?.value ?? "", is?.interval ?? ""),
    over(
      loud ? `**${estimate}**` : estimate,
      low === undefined || high === undefined ? "too few pairs" : changeRange(low, high),
    ),
    verdictCell(verdict),
  ];
}

/** How to read base, head and change; once in a report. */
export function comparedNote(rows: readonly WireComparedWorkload[]): string {
  if (rows.length === 0) return "";
  const rungs = [...new Set(rows.map(({ head }) => head.figures.boundary))].join(", ");
  // a level of 1 is that of an interval which excludes nothing, and is not printed
  const levels = rows.filter(({ low }) => low !== undefined).map(({ level }) => level);
  const level = levels.length === 0 ? "" : `, with its ${spanned(levels, levelText)} interval`;
  return `<sub>base, head: at the ${rungs} rung, with the 90 % interval. change: energy of the chips (device rung), head against base, pair by pair${level}. It is surer than either figure, because what both share (grid, machine, factors) cancels.</sub>`;
}

/** Looks differ in their level by tenths of a percent, which nobody needs. */
function levelText(level: number): string {
  return `${(level * 100).toFixed(level >= 0.99 ? 1 : 0)}\u{A0}%`;
}

/** Tables of head's workloads that have no base beside them. */
export function aloneTables(result: WireRunResult, chosen: Chosen): string {
  const alone = aloneIn(result);
  if (alone.length === 0) return "";
  const tables = ORDER.map((phase) => {
    const rows = alone.filter((row) => row.phase === phase);
    const shown = rows.filter((row) => chosen.rows.has(row));
    const left = rows.length - shown.length;
    return rows.length === 0
      ? ""
      : stacked([
          `#### ${TITLES[phase]}${result.comparisons.length === 0 ? "" : ", head alone"}`,
          table(
            ALONE,
            shown.map((row) => aloneRow(row)),
          ),
          left === 0 ? "" : `${counted(left, "workload")} left out here, for lack of room.`,
        ]);
  });
  const rungs = [...new Set(alone.map(({ figures }) => figures.boundary))].join(", ");
  return stacked([...tables, `<sub>At the ${rungs} rung, with the 90 % interval.</sub>`]);
}

function aloneRow({ name, functional_unit: unit, figures }: WireWorkloadFigures): readonly string[] {
  const [co2e] = inOneUnit([figures.co2e_g], "g");
  const [energy] = inOneUnit([figures.energy_kwh], "kwh");
  const [water] = inOneUnit([figures.water_l], "l");
  return [
    code(name),
    prose(unit, LONGEST_UNIT),
    over(co2e?.value ?? "", co2e?.interval ?? ""),
    over(energy?.value ?? "", energy?.interval ?? ""),
    over(water?.value ?? "", water?.interval ?? ""),
    figures.tier,
  ];
}
