/**
 * What a start says at its end of what was served, in words.
 * @module
 */
import { styleText } from "node:util";
import type { WirePhasesAnswer, WireSummaryAnswer } from "@gramme/core/wire";
import { withInterval } from "@gramme/core/words";

/** What a ledger answered. */
export interface Answers {
  /** By model. */
  readonly summary: Pick<WireSummaryAnswer, "phases" | "rows" | "boundary">;
  readonly phases: Pick<WirePhasesAnswer, "phases">;
}

/** A task that was asked. */
export interface Asked {
  /** Its name, which its requests have as their model. */
  readonly task: string;
  readonly sent: number;
}

/** A line a model, as the ledger counted and computed it; most CO2e per 1000 first. */
export function servedText({ summary }: Answers, asked: readonly Asked[]): string {
  const requests = asked.reduce((sum, { sent }) => sum + sent, 0);
  const rows = summary.rows
    .toSorted((a, b) => (b.figures.per_1000?.co2e_g.value ?? 0) - (a.figures.per_1000?.co2e_g.value ?? 0))
    .map(({ key, figures: { per_1000, inferences, tier } }) => [
      key ?? "of no model",
      whole(inferences),
      per_1000 === null ? "unknown" : withInterval(per_1000.co2e_g, "g"),
      per_1000 === null ? "unknown" : withInterval(per_1000.energy_kwh, "kwh"),
      tier ?? "unknown",
    ]);
  const head = ["", "inferences", "CO2e per 1000 (90 %)", "energy per 1000 (90 %)", "tier"];
  const heading = `Served and counted: ${whole(requests)} requests, at the boundary ${summary.boundary}`;
  return [`\n${styleText("bold", heading)}`, ...columns([head, ...rows])].join("\n");
}

/** All of it in one line. */
export function oneLine({ summary, phases }: Answers): string {
  const training = phases.phases.find(({ phase }) => phase === "training");
  const inference = summary.phases.find(({ phase }) => phase === "inference")?.figures.per_1000;
  const made =
    training?.co2e_g === undefined || training.co2e_g === null
      ? "training unknown"
      : `training ${withInterval(training.co2e_g, "g")} CO2e`;
  const used =
    inference === undefined || inference === null
      ? "inference unknown"
      : `inference ${withInterval(inference.co2e_g, "g")} per 1000 inferences, the mean of what was asked`;
  return `${made} · ${used}`;
}

function whole(value: number): string {
  return value.toLocaleString("en-GB");
}

/** Padded to one another, numbers of the second column to the right. */
function columns(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? "").length)),
  );
  return rows.map((row) =>
    `  ${row.map((cell, column) => (column === 1 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0))).join("  ")}`.trimEnd(),
  );
}
