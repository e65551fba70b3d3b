/**
 * One part of a report: what one job found.
 * @module
 */
import type { WireRunResult } from "@gramme/core/wire";
import type { Check, FailedCheck, MeasuredCheck, SkippedCheck } from "../check.ts";
import { intervalChart } from "./chart.ts";
import { aloneIn, headFigures, largest } from "./checked.ts";
import { conflictsSection } from "./conflicts.ts";
import { baseErrorNote, configChanges, onlyInOneArm, partialNote } from "./edges.ts";
import { whySection } from "./explained.ts";
import { assumedDetails, doubtDetails } from "./footing.ts";
import { howMeasuredDetails } from "./how-measured.ts";
import { byInterest } from "./interest.ts";
import type { Row } from "./interest.ts";
import { ladderDetails } from "./ladder.ts";
import { code, fencedLines, prose, stacked } from "./markdown.ts";
import { methodsDetails } from "./methods-side-by-side.ts";
import { paritySection } from "./parity.ts";
import { aloneQuality, qualitySection } from "./quality.ts";
import { counted } from "./quantity.ts";
import { listed } from "./room.ts";
import type { Chosen } from "./room.ts";
import { aloneTables, comparedNote, comparedTables } from "./workload-table.ts";

const MOST_LINES = 40;

/** What one job found, without its headline. Of the only one it says too how to read the table. */
export function partBody(check: Check, chosen: Chosen, isOnly: boolean): string {
  switch (check.kind) {
    case "skipped":
      return skipped(check, chosen);
    case "failed":
      return failed(check, chosen);
    case "measured":
      return measured(check, chosen, isOnly);
  }
}

function skipped({ changed_files: files, paths }: SkippedCheck, chosen: Chosen): string {
  return stacked([
    `${counted(files, "changed file")}, none of which matches \`gate.paths\`:`,
    listed(
      paths.map((glob) => code(glob, 120)),
      chosen.texts,
    ),
  ]);
}

/** Rows of what was measured before something failed. */
const MOST_BEFORE = 20;

/** The first line says what is wrong; what a command printed follows as it is. */
function failed({ message, result }: FailedCheck, chosen: Chosen): string {
  const [first = "", ...rest] = message.trim().split(/\r\n|[\r\n]/u);
  return stacked([
    `> ${prose(first, 600)}`,
    rest.join("").trim() === "" ? "" : fencedLines(rest.join("\n"), "text", MOST_LINES),
    result === undefined ? "" : before(result, chosen),
  ]);
}

/** What was measured before something failed: a failure hides no regression. */
function before(result: WireRunResult, chosen: Chosen): string {
  const rows: readonly Row[] = byInterest<Row>([...result.comparisons, ...aloneIn(result)]);
  const shown = { ...chosen, rows: new Set(rows.slice(0, MOST_BEFORE)) };
  return stacked(["**Measured before that:**", comparedTables(result, shown), aloneTables(result, shown)]);
}

function measured(check: MeasuredCheck, chosen: Chosen, isOnly: boolean): string {
  const { result } = check;
  const { comparisons } = result;
  return stacked([
    partialNote(result),
    baseErrorNote(result),
    comparedTables(result, chosen),
    isOnly ? comparedNote(comparisons) : "",
    chosen.charts.has(check) ? intervalChart(comparisons) : "",
    whySection(comparisons, chosen),
    qualitySection(comparisons, chosen),
    conflictsSection(comparisons, chosen),
    aloneTables(result, chosen),
    aloneQuality(aloneIn(result), chosen),
    chosen.detailed.has(check) ? paritySection(result) : "",
    onlyInOneArm(result, chosen.texts),
    configChanges(result, chosen.texts),
  ]);
}

/** The parts of it that are folded away. */
export function partDetails(check: Check, chosen: Chosen): string {
  if (check.kind !== "measured" || !chosen.detailed.has(check)) return "";
  const { result } = check;
  const biggest = largest(headFigures(result));
  if (biggest === undefined) return "";
  return [
    ladderDetails(biggest),
    howMeasuredDetails(result, chosen),
    methodsDetails(result),
    assumedDetails(result, chosen.texts),
    doubtDetails(biggest),
  ]
    .filter((block) => block !== "")
    .join("\n");
}
