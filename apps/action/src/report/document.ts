/**
 * A whole report as Markdown, in a given room: headline, grounds, what each part found, what is folded away.
 * @module
 */
import { comparisonsOf, measuredChecks, partOf } from "./checked.ts";
import { notCountedDetails } from "./footing.ts";
import { groundLine, notes } from "./ground.ts";
import { markdownHeadline, tallyLine } from "./headline.ts";
import { details, stacked } from "./markdown.ts";
import { overview, partHeading } from "./matrix.ts";
import { verdictOf } from "./outcome.ts";
import { ownCostDetails } from "./own-cost.ts";
import { partBody, partDetails } from "./part.ts";
import { counted } from "./quantity.ts";
import type { Report } from "./report.ts";
import { chosenFor, isTold } from "./room.ts";
import type { Chosen, Room } from "./room.ts";
import { comparedNote } from "./workload-table.ts";
import { SIGN } from "./verdict-words.ts";

/** The whole report, in a room. */
export function documentIn(report: Report, room: Room): string {
  const chosen = chosenFor(report, room);
  const { checks } = report;
  const [only] = checks;
  const verdict = verdictOf(report);
  const headline = `${SIGN[verdict]} ${markdownHeadline(report, verdict)}`;
  const body =
    checks.length === 1 && only !== undefined
      ? [
          `### ${headline}`,
          notes(report),
          tallyLine(report),
          groundLine(report, only.kind === "measured" ? only : undefined),
          partBody(only, chosen, true),
          partDetails(only, chosen),
        ]
      : [
          `## ${headline}`,
          notes(report),
          groundLine(report),
          overview(report),
          comparedNote(comparisonsOf(report).map(({ compared }) => compared)),
          ...parts(report, chosen),
        ];
  return `${stacked([...body, shared(report, chosen), footer(report)])}\n`;
}

function parts(report: Report, chosen: Chosen): readonly string[] {
  const told = report.checks.filter((check) => isTold(check, chosen));
  const left = report.checks.length - told.length;
  return [
    ...told.map((check) =>
      stacked([
        partHeading(check, report),
        partBody(check, chosen, false),
        details(
          "Boundary, how it was measured, other methods, assumptions, doubt",
          partDetails(check, chosen),
        ),
      ]),
    ),
    left > 0 ? `${counted(left, "part")} told in the overview alone, for lack of room.` : "",
  ];
}

/** What is told once for all parts. */
function shared(report: Report, chosen: Chosen): string {
  const checks = measuredChecks(report);
  if (checks.length === 0) return "";
  return [
    notCountedDetails(checks.map(({ result }) => result)),
    ownCostDetails(
      checks.map((check) => ({ part: partOf(check, report), result: check.result })),
      chosen.texts,
    ),
  ].join("\n");
}

function footer({ change }: Report): string {
  const address = change.runUrl === undefined ? undefined : safeAddress(change.runUrl);
  return address === undefined ? "" : `<sub>[The run that measured this](${address})</sub>`;
}

/** An address that cannot leave its brackets; undefined where it is none. */
function safeAddress(text: string): string | undefined {
  return URL.canParse(text) && /^https?:\/\/[\w.:/-]+$/u.test(text) ? text : undefined;
}
