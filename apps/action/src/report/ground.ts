/**
 * What stands under the headline: what was compared, where, in how many pairs, and what a reader must know to trust it.
 * @module
 */
import type { MeasuredCheck } from "../check.ts";
import { calledFalsely, comparisonsOf, measuredChecks } from "./checked.ts";
import { hostingText } from "./how-measured.ts";
import { code, prose, stacked } from "./markdown.ts";
import { counted, duration } from "./quantity.ts";
import type { Report } from "./report.ts";

const SHORT_ID = 7;

function short(id: string): string {
  return code(id.slice(0, SHORT_ID));
}

/** base → head; of one check also the machine and the pairs. */
export function groundLine(report: Report, check?: MeasuredCheck): string {
  return [...arms(report, check), ...(check === undefined ? [] : machine(check))].join(" · ");
}

function arms({ change }: Report, check: MeasuredCheck | undefined): readonly string[] {
  const revision = check?.result.revision;
  const base = change.base ?? revision?.base;
  const head = change.head ?? revision?.head;
  if (head === undefined) return [];
  if (base !== undefined && base === head) return [`${short(head)} against itself`];
  return base === undefined || check?.result.comparisons.length === 0
    ? [`head ${short(head)}`]
    : [`base ${short(base)} → head ${short(head)}`];
}

/** Machine, lender, zone, pairs and time of one check. */
export function machine({ result }: MeasuredCheck): readonly string[] {
  const where = [prose(result.machine.cpu, 80), hostingText(result), `zone ${prose(result.site.zone, 40)}`];
  const pairs = result.comparisons.reduce((sum, compared) => sum + compared.pairs, 0);
  const time = duration(result.own_cost.wall_s);
  return [
    `measured on ${where.filter((part) => part !== undefined).join(", ")}`,
    pairs > 0 ? `${counted(pairs, "pair")} in ${time}` : time,
  ];
}

/** What a reader must know before the figures. */
export function notes(report: Report): string {
  return stacked([forkNote(report), sentinelNote(report), acceptedNote(report)]);
}

function forkNote(report: Report): string {
  if (report.measuredBy !== "fork") return "";
  const anew =
    measuredChecks(report).length > 0
      ? " Changes, intervals and verdicts were worked out anew here, from the raw replicates and by base's gramme.yml; the other figures stand as they were sent."
      : "";
  return `> **From a fork.** This comes from a workflow that the change itself could alter: it is as trustworthy as the change.${anew}`;
}

function sentinelNote(report: Report): string {
  return calledFalsely(report).length > 0
    ? "> **Both arms are one commit.** Whatever is called here is an error of this machine: until it is found, do not trust what it says of other changes."
    : "";
}

function acceptedNote(report: Report): string {
  const { acceptance } = report;
  const worse = comparisonsOf(report).some(({ compared }) => compared.verdict === "regression");
  if (acceptance === undefined || !worse) return "";
  const { by, at, label, reason } = acceptance;
  return `> **Accepted** by ${code(by)} on ${prose(at.slice(0, 10))}, with the label ${code(label)}: ${prose(reason, 500)}`;
}
