/**
 * The one sentence that a report comes down to, for a title (plain text) and for the head of a comment (Markdown).
 * @module
 */
import type { WireComparedWorkload } from "@gramme/core/wire";
import { apartCarbon } from "./carbon.ts";
import {
  calledFalsely,
  comparisonsOf,
  goneWorkloads,
  headFigures,
  isSentinel,
  measuredChecks,
  partOf,
} from "./checked.ts";
import type { Compared } from "./checked.ts";
import { byInterest } from "./interest.ts";
import { code, plainLine } from "./markdown.ts";
import { change, counted, percent } from "./quantity.ts";
import type { Report } from "./report.ts";
import { tally } from "./verdict-words.ts";
import type { ReportVerdict } from "./verdict-words.ts";

/** Longest name in a title. */
const LONGEST_NAME = 40;

/** How a name is written: bare in a title, as code in Markdown. */
type Name = (text: string) => string;

/** The sentence as plain text. It still holds names from data, though visible characters only: not for Markdown. */
export function plainHeadline(report: Report, verdict: ReportVerdict): string {
  return sentence(report, verdict, (text) => plainLine(text, LONGEST_NAME));
}

/** The sentence as Markdown. */
export function markdownHeadline(report: Report, verdict: ReportVerdict): string {
  return sentence(report, verdict, (text) => code(text, LONGEST_NAME));
}

function sentence(report: Report, verdict: ReportVerdict, name: Name): string {
  const all = comparisonsOf(report);
  const words = { report, all, name };
  switch (verdict) {
    case "failed":
      return failed(words);
    case "skipped":
      return "Nothing that is measured was touched.";
    case "measured":
      return measured(words);
    case "no-change":
    case "inconclusive":
    case "improvement":
    case "regression":
      return partially(words, isSentinel(report) ? sentinel(words, verdict) : compared(words, verdict));
  }
}

/** A sentence on what was measured does not pass for one on everything. */
function partially({ report, name }: Words, whole: string): string {
  const [gone] = goneWorkloads(report);
  const start = whole.slice(0, -1);
  if (measuredChecks(report).some(({ result }) => result.partial))
    return `${start}; not everything was measured.`;
  return gone === undefined ? whole : `${start}; base's ${name(gone)} was not compared.`;
}

interface Words {
  readonly report: Report;
  readonly all: readonly Compared[];
  readonly name: Name;
}

function failed(words: Words): string {
  const { report, all, name } = words;
  const broken = report.checks.filter(({ kind }) => kind === "failed");
  if (report.checks.length === 1) return "Failed: it could not be measured.";
  const [first] = broken;
  const which = first === undefined || broken.length > 1 ? "" : ` (${name(partOf(first, report) ?? "")})`;
  // what the others found stands in the title too: a failure hides no regression
  const rest = all.length === 0 ? "" : `; in the others: ${tally(verdicts(all))}`;
  return `Failed: ${broken.length} of ${report.checks.length} parts could not be measured${which}${rest}.`;
}

function measured({ report, name }: Words): string {
  const checks = measuredChecks(report);
  const workloads = counted(checks.flatMap(({ result }) => headFigures(result)).length, "workload");
  if (checks.some(({ result }) => result.base_error !== undefined)) {
    return `Measured: ${workloads} of head alone, as base could not be measured.`;
  }
  if (checks.every(({ result }) => headFigures(result).length === 0)) return "Nothing was measured.";
  const [gone] = goneWorkloads(report);
  if (gone !== undefined) {
    return `Measured: ${workloads} of head alone; base's ${name(gone)} is gone, so that nothing was compared.`;
  }
  return report.change.kind === "push"
    ? `Measured: ${workloads}.`
    : `Measured: ${workloads}. There is no base to compare with.`;
}

function verdicts(all: readonly Compared[]): readonly WireComparedWorkload["verdict"][] {
  return all.map(({ compared: { verdict } }) => verdict);
}

/** `Of 5 workloads: 1 regression, 4 without change.`; empty where all are alike, as the headline tells that. */
export function tallyLine(report: Report): string {
  const all = comparisonsOf(report);
  return new Set(verdicts(all)).size < 2 ? "" : `Of ${all.length} workloads: ${tally(verdicts(all))}.`;
}

function called(row: WireComparedWorkload): string {
  const more = row.change >= 0;
  // of a saving the smaller end is the higher one
  const ends = row.low === undefined || row.high === undefined ? [] : [row.low, row.high];
  const range = ends.map((end) => percent(end));
  const interval = range.length === 0 ? "" : ` (${(more ? range : range.toReversed()).join(" to ")})`;
  const size = `${percent(row.change)} ${more ? "more" : "less"}`;
  const apart = apartCarbon(row);
  if (apart === undefined) return `takes ${size} energy${interval}`;
  const { carbon } = apart;
  const joined = carbon > 0 === more ? ", and" : ", yet";
  return `takes ${size} energy in its chips${interval}${joined} emits ${emitted(row, carbon)}`;
}

/** `139 % more at the facility rung` */
function emitted({ head }: WireComparedWorkload, carbon: number): string {
  return `${percent(carbon)} ${carbon > 0 ? "more" : "less"} at the ${head.figures.boundary} rung`;
}

/** Of workloads whose chips take no more: one that emits more all the same, since it waits longer. */
function waiting(words: Words): string | undefined {
  const found = words.all.flatMap((one) => {
    const apart = apartCarbon(one.compared);
    return apart === undefined || apart.carbon < 0 ? [] : [{ one, ...apart }];
  });
  const worst = found.toSorted((a, b) => b.carbon - a.carbon)[0];
  if (worst === undefined) return undefined;
  return `No change of energy in the chips, yet ${fullName(words, worst.one)} takes ${percent(worst.time.estimate)} longer and emits ${emitted(worst.one.compared, worst.carbon)}.`;
}

function fullName({ report, name }: Words, { check, compared: { name: workload } }: Compared): string {
  const part = partOf(check, report);
  return part === undefined ? name(workload) : `${name(workload)} on ${name(part)}`;
}

function threshold(all: readonly Compared[]): string {
  const thresholds = new Set(all.map(({ compared: row }) => row.threshold));
  const [only] = thresholds;
  return thresholds.size === 1 && only !== undefined ? percent(only) : "the threshold";
}

function compared(words: Words, verdict: WireComparedWorkload["verdict"]): string {
  const { all, report } = words;
  const found = all.filter(({ compared: row }) => row.verdict === verdict);
  const [worst] = byInterest(found.map(({ compared: row }) => row));
  const first = found.find(({ compared: row }) => row === worst);
  if (first === undefined || worst === undefined) return "Nothing was compared.";
  const who = fullName(words, first);
  const others = (too: string): string =>
    found.length === 1 ? "" : `, and ${found.length - 1} of ${all.length - 1} others ${too}`;
  switch (verdict) {
    case "regression":
      return `${report.acceptance === undefined ? "Regression" : "Accepted regression"}: ${who} ${called(worst)}${others("take more too")}.`;
    case "improvement":
      return `Improvement: ${who} ${called(worst)}${others("take less too")}.`;
    case "inconclusive":
      return `Inconclusive: ${found.length === 1 ? who : `${found.length} of ${all.length} workloads`} ${doubt(found.length, worst)}.`;
    case "no-change": {
      const some = all.length === 1 ? `${who} stays` : `all ${all.length} workloads stay`;
      return waiting(words) ?? `No change: ${some} within ${threshold(all)} of base.`;
    }
  }
}

function doubt(found: number, { change: estimate, low, high }: WireComparedWorkload): string {
  if (found > 1) return "cannot be told apart from noise";
  return low === undefined || high === undefined
    ? "has too few pairs to tell"
    : `reads ${change(estimate)}, and anything from ${change(low)} to ${change(high)} would fit`;
}

function sentinel(words: Words, verdict: ReportVerdict): string {
  const [false1] = calledFalsely(words.report);
  if (false1 !== undefined) {
    return `This machine calls changes that are not there: ${fullName(words, false1)} by ${change(false1.compared.change)}, between two runs of one commit.`;
  }
  const { all } = words;
  return verdict === "inconclusive"
    ? `Base against base: nothing was called, yet this machine is too noisy to tell ${threshold(all)}.`
    : `Base against base: ${counted(all.length, "workload")}, and no change called, as it should be.`;
}
