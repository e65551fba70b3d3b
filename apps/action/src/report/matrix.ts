/**
 * Several jobs of a matrix as one report: an overview, then each part under its name.
 * @module
 */
import type { Check } from "../check.ts";
import { headFigures, partOf } from "./checked.ts";
import { machine } from "./ground.ts";
import { markdownHeadline } from "./headline.ts";
import { code, prose, stacked, table } from "./markdown.ts";
import { verdictOf } from "./outcome.ts";
import { counted } from "./quantity.ts";
import type { Report } from "./report.ts";
import { SIGN, tally, verdictCell } from "./verdict-words.ts";

/** One line a part. */
export function overview(report: Report): string {
  return table(
    [
      ["part", "left"],
      ["verdict", "left"],
      ["workloads", "left"],
      ["machine", "left"],
    ],
    report.checks.map((check) => [
      code(partOf(check, report) ?? ""),
      verdictCell(verdictOf({ ...report, checks: [check] })),
      workloads(check),
      check.kind === "measured" ? prose(check.result.machine.cpu, 48) : "",
    ]),
  );
}

function workloads(check: Check): string {
  if (check.kind !== "measured") return "";
  const { comparisons } = check.result;
  return comparisons.length === 0
    ? counted(headFigures(check.result).length, "workload")
    : tally(comparisons.map(({ verdict }) => verdict));
}

/** Name of a part, what it found, and on what. */
export function partHeading(check: Check, report: Report): string {
  const alone = { ...report, checks: [check] };
  const verdict = verdictOf(alone);
  return stacked([
    `### ${code(partOf(check, report) ?? "")} ${SIGN[verdict]} ${markdownHeadline(alone, verdict)}`,
    check.kind === "measured" ? machine(check).join(" · ") : "",
  ]);
}
