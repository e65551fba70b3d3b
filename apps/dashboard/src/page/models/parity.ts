/**
 * Parity of models: what has been served against what made them, in words and as rows of plots.
 * @module
 */
import type { WireParityAnswer, WireQuantity } from "@gramme/core/wire/api";
import { withInterval } from "@gramme/core/words";
import type { RangeRow } from "../../chart/range-plot.tsx";
import type { ChartTable } from "../../chart/chart-table.ts";
import { many } from "../../words/many.ts";
import { named } from "../../words/named.ts";
import { counted } from "../../words/counted.ts";

type Row = WireParityAnswer["models"][number];

/** Rows that have a place on a log axis, least used first; others, with the reason in words. */
export function parityRows({ models }: WireParityAnswer): {
  readonly rows: readonly RangeRow[];
  readonly others: readonly string[];
} {
  const others: string[] = [];
  const rows = models
    .toSorted((a, b) => (a.parity?.value ?? 0) - (b.parity?.value ?? 0))
    .flatMap(({ model, parity, inferences, behind, inferences_to_parity: needed, why_not }): RangeRow[] => {
      if (parity === null) others.push(`${named(model)}: ${why_not ?? "not known"}`);
      else if (parity.low <= 0) {
        others.push(
          `${named(model)}: none was served yet${needed === null ? "" : `; parity is at ${withInterval(needed, "count")} inferences`}`,
        );
      } else {
        const note = `${counted(inferences)} served`;
        const of = needed === null ? note : `${note} of ${withInterval(needed, "count")}`;
        const lines = [of, parityWord(parity), ...likeTheKnown(inferences, behind)];
        return [{ id: model, name: model, note, value: parity, lines }];
      }
      return [];
    });
  return { rows, others };
}

/** That inferences of which nothing is known are taken for such as are known, where there are some. */
function likeTheKnown(inferences: number, behind: number): readonly string[] {
  const without = Math.round(inferences - behind);
  return without <= 0
    ? []
    : [`what ${many(without, "inference")} of them took is not known, and is taken to be as of the others`];
}

/** What the card of parity takes for granted, one sentence each with a space before it. */
export function parityGrounds({ models, ground }: Pick<WireParityAnswer, "models" | "ground">): string {
  const without = models
    .filter(({ parity }) => parity !== null)
    .reduce((sum, { inferences, behind }) => sum + Math.round(inferences - behind), 0);
  return [
    ground.assumptions.some(({ code }) => code === "calibration-alike")
      ? " Served inferences are taken to be like those that they are calibrated by: the intervals do not hold that, and are at least so wide."
      : "",
    without > 0
      ? ` What ${many(without, "inference")} took is not known; parity takes them to be as the others of their model.`
      : "",
  ].join("");
}

/** Which side of parity it is on, as far as the interval allows it. */
export function parityWord({ low, high }: WireQuantity): string {
  if (high < 1) return "it has cost more to make than to use";
  if (low > 1) return "it has cost more to use than to make";
  return "the interval holds 1: which cost more is not known";
}

/** How many models are on which side, in one sentence. */
export function paritySentence({ models }: WireParityAnswer): string {
  const both = models.filter(({ parity }) => parity !== null);
  const known = both.flatMap(({ parity }) => (parity === null ? [] : [parity]));
  const [only] = both;
  if (only === undefined) return "Of no model both are known: what its making took, and what it is used for.";
  if (both.length === 1 && known[0] !== undefined) return `${named(only.model)}: ${parityWord(known[0])}.`;
  const made = known.filter(({ high }) => high < 1).length;
  const used = known.filter(({ low }) => low > 1).length;
  const open = known.length - made - used;
  return `Of ${known.length} models whose making and use are known, ${made} ${made === 1 ? "has" : "have"} cost more to make than to use, ${used} more to use than to make${open === 0 ? "" : `; of ${open} it is not known which, as the interval holds both`}.`;
}

const PHASES = [
  ["data", "data_kwh"],
  ["development", "development_kwh"],
  ["training", "training_kwh"],
] as const;

/** What a model's inferences took over its life, as far as it is known: rate × how many it is known of. */
export function usedEnergy({ per_1000_kwh: rate, behind }: Row): WireQuantity | null {
  if (rate === null || behind === 0) return null;
  const by = behind / 1000;
  return { value: rate.value * by, low: rate.low * by, high: rate.high * by };
}

/** Rows by model and phase, of the models that took most; how many models are left out. */
export function phaseRows(
  { models }: WireParityAnswer,
  most: number,
): { readonly rows: readonly RangeRow[]; readonly left: number } {
  const told = models
    .map((row) => ({
      row,
      parts: [
        ...PHASES.map(([phase, field]) => ({ phase, value: row[field] })),
        { phase: "inference", value: usedEnergy(row) },
      ].flatMap(({ phase, value }) => (value === null || value.low <= 0 ? [] : [{ phase, value }])),
    }))
    .filter(({ parts }) => parts.length > 0)
    .toSorted((a, b) => largest(b.parts) - largest(a.parts));
  return {
    left: Math.max(0, told.length - most),
    rows: told.slice(0, most).flatMap(({ row, parts }) =>
      parts.map(({ phase, value }, index) => ({
        id: `${row.model} ${phase}`,
        name: index === 0 ? row.model : "",
        title: `${row.model}, ${phase}`,
        note: phase,
        value,
        tone: phase,
      })),
    ),
  };
}

function largest(parts: readonly { readonly value: WireQuantity }[]): number {
  return Math.max(...parts.map(({ value }) => value.value));
}

/** The table of parity. */
export function parityTable({ models }: WireParityAnswer): ChartTable {
  return {
    columns: [
      { kind: "text", name: "model", head: "Model" },
      { kind: "quantity", name: "parity", head: "Parity", dimension: "count" },
      { kind: "number", name: "inferences", head: "Inferences" },
      { kind: "number", name: "behind", head: "Known of" },
      { kind: "number", name: "trainings", head: "Trainings" },
      { kind: "quantity", name: "training_kwh", head: "Training", dimension: "kwh" },
      { kind: "quantity", name: "development_kwh", head: "Development", dimension: "kwh" },
      { kind: "quantity", name: "data_kwh", head: "Data", dimension: "kwh" },
      { kind: "quantity", name: "per_1000_kwh", head: "1000 inferences", dimension: "kwh" },
      {
        kind: "quantity",
        name: "inferences_to_parity",
        head: "Inferences to parity",
        dimension: "count",
      },
      { kind: "text", name: "why_not", head: "Why not" },
    ],
    rows: models.map((row) => [
      row.model,
      row.parity,
      row.inferences,
      row.behind,
      row.trainings,
      row.training_kwh ?? "",
      // null is that none was booked
      row.development_kwh ?? "",
      row.data_kwh ?? "",
      row.per_1000_kwh,
      row.inferences_to_parity ?? "",
      row.why_not ?? "",
    ]),
  };
}
