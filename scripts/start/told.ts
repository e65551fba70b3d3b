/**
 * What a start says at its end of what was served, in words.
 * @module
 */
import { styleText } from "node:util";
import type { WirePhasesAnswer, WireSummaryAnswer } from "@gramme/core/wire";
import { amount, withInterval } from "@gramme/core/words";

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
      whole(asked.find(({ task }) => task === key)?.sent ?? 0),
      whole(inferences),
      per_1000 === null ? "unknown" : withInterval(per_1000.co2e_g, "g"),
      per_1000 === null ? "unknown" : withInterval(per_1000.energy_kwh, "kwh"),
      tier ?? "unknown",
    ]);
  const head = ["", "requests", "inferences", "CO2e per 1000 (90 %)", "energy per 1000 (90 %)", "tier"];
  const heading = `Served and counted: ${whole(requests)} requests, at the boundary ${summary.boundary}`;
  return [`\n${styleText("bold", heading)}`, ...columns([head, ...rows]), "", HOW_KNOWN].join("\n");
}

/** What in the table is of the serving, and what of the bench before it. */
const HOW_KNOWN = `  Requests and inferences were counted as they were served. Energy was not measured again: 1000 of a task are taken at
  what 1000 of it took when they were measured just before (above). A request may be many inferences: a sound has one
  for every 32 ms.`;

/** All of it in one line. A mean over tasks says little by itself, so it stands with what it is made up of. */
export function oneLine({ summary, phases }: Answers): string {
  const training = phases.phases.find(({ phase }) => phase === "training");
  const inference = summary.phases.find(({ phase }) => phase === "inference")?.figures.per_1000;
  const made =
    training?.co2e_g === undefined || training.co2e_g === null
      ? "training unknown"
      : `training ${withInterval(training.co2e_g, "g", "CO2e")} in ${training.runs} ${training.runs === 1 ? "run" : "runs"}`;
  const used =
    inference === undefined || inference === null
      ? "inference unknown"
      : `inference ${withInterval(inference.co2e_g, "g", "CO2e")} per 1000, ${mixOf(summary.rows)}`;
  return `${made} · ${used} · boundary ${summary.boundary}, 90 % intervals`;
}

/** `98 % of them voice-activity; by task 86.8 µg to 137 mg`. */
function mixOf(rows: Answers["summary"]["rows"]): string {
  const [most] = rows.toSorted((a, b) => b.figures.inferences - a.figures.inferences);
  if (most === undefined) return "of no task";
  if (rows.length === 1) return `all of them ${most.key ?? "of no model"}`;
  const all = rows.reduce((sum, { figures }) => sum + figures.inferences, 0);
  const share = `${Math.floor((most.figures.inferences / all) * 100)} % of them ${most.key ?? "of no model"}`;
  const known = rows.flatMap(({ figures: { per_1000 } }) =>
    per_1000 === null ? [] : [per_1000.co2e_g.value],
  );
  if (known.length === 0) return share;
  return `${share}; by task ${amount(Math.min(...known), "g")} to ${amount(Math.max(...known), "g")}`;
}

function whole(value: number): string {
  return value.toLocaleString("en-GB");
}

/** Columns of whole numbers: to the right. */
const NUMBERS: readonly number[] = [1, 2];

/** Padded to one another. */
function columns(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? "").length)),
  );
  return rows.map((row) =>
    `  ${row
      .map((cell, column) =>
        NUMBERS.includes(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join("  ")}`.trimEnd(),
  );
}
