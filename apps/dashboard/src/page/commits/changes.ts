/**
 * Runs that compare two commits, as what is drawn, listed and said of them.
 * @module
 */
import type { WireRunRow } from "@gramme/core/wire/api";
import { change as percent } from "@gramme/core/words";
import type { ChangePoint } from "../../chart/change-plot.tsx";
import type { ChartTable } from "../../chart/chart-table.ts";
import { type Verdict, VERDICT_WORDS } from "../../chart/verdict-sign.tsx";
import { day, moment } from "../../words/time.ts";
import { linksOf, shortSha } from "./links.ts";

/** A comparison of one workload. */
export type Comparison = WireRunRow["comparisons"][number];

/** Verdicts, worst first. */
export const VERDICTS = Object.keys(VERDICT_WORDS) as readonly Verdict[];

/** A workload's changes, newest first. */
export interface WorkloadChanges {
  /** Fit to name a chart in a URL. */
  readonly id: string;
  /** With its repository, where there are several. */
  readonly name: string;
  readonly changes: readonly { readonly run: WireRunRow; readonly compared: Comparison }[];
}

/** What is asked for of the runs. */
export interface Wanted {
  readonly workload: string | undefined;
  readonly hidden: readonly string[];
}

/** A run's comparisons that are asked for. */
export function wantedOf({ comparisons }: WireRunRow, { workload, hidden }: Wanted): readonly Comparison[] {
  return comparisons.filter(
    ({ name, verdict }) => (workload === undefined || name === workload) && !hidden.includes(verdict),
  );
}

/** Changes by workload: first those with the verdict that matters most, then by name. */
export function changesByWorkload(runs: readonly WireRunRow[], wanted: Wanted): readonly WorkloadChanges[] {
  const several = new Set(runs.map(({ source }) => source.repository)).size > 1;
  const groups = Map.groupBy(
    runs.flatMap((run) => wantedOf(run, wanted).map((compared) => ({ run, compared }))),
    ({ run, compared }) => `${several ? `${run.source.repository}: ` : ""}${compared.name}`,
  );
  const weight = (changes: WorkloadChanges["changes"]): number =>
    Math.min(...changes.map(({ compared }) => VERDICTS.indexOf(compared.verdict)));
  return [...groups]
    .toSorted(([a, one], [b, other]) => weight(one) - weight(other) || a.localeCompare(b))
    .map(([name, changes], index) => ({ id: slug(name, index), name, changes }));
}

function slug(name: string, index: number): string {
  const letters = name.toLowerCase().replaceAll(/[^a-z0-9]+/gu, "-");
  return `of-${letters.slice(0, 30)}-${index}`;
}

/** How often each verdict was given, and how many regressions were accepted. */
export function verdictCounts(
  runs: readonly WireRunRow[],
  workload: string | undefined,
): Readonly<Record<Verdict | "accepted", number>> {
  const counts = { regression: 0, improvement: 0, "no-change": 0, inconclusive: 0, accepted: 0 };
  for (const run of runs) {
    for (const { verdict } of wantedOf(run, { workload, hidden: [] })) {
      counts[verdict] += 1;
      if (verdict === "regression" && run.accepted !== undefined) counts.accepted += 1;
    }
  }
  return counts;
}

/** A change with its interval: `+7.1 % (+5.0 % to +9.2 %)`. */
export function changeText({ change, low, high }: Pick<Comparison, "change" | "low" | "high">): string {
  return low === undefined || high === undefined
    ? `${percent(change)} (too few pairs for an interval)`
    : `${percent(change)} (${percent(low)} to ${percent(high)})`;
}

/** What the commits say, in one sentence. Worst first, and what nobody could tell is not passed over. */
export function commitsVerdict(runs: readonly WireRunRow[]): string {
  const [newest] = runs;
  if (newest === undefined) return "No commit was compared with its base in this time.";
  const having = (verdict: Verdict): readonly WireRunRow[] =>
    runs.filter(({ comparisons }) => comparisons.some((one) => one.verdict === verdict));
  const regressed = having("regression");
  const accepted = regressed.filter((run) => run.accepted !== undefined).length;
  const open = having("inconclusive").length;
  const { sha } = newest.source;
  if (runs.length === 1) {
    return `The one measured commit, ${shortSha(sha)}: ${newestText(newest)}${accepted > 0 ? "; accepted with a reason" : ""}.`;
  }
  const worse =
    regressed.length === 0
      ? "none is a regression"
      : `${regressed.length} ${regressed.length === 1 ? "is a regression" : "are regressions"}${accepted === 0 ? "" : `, ${accepted === regressed.length ? "" : `${accepted} of them `}accepted with a reason`}`;
  const unsure = open === 0 ? "" : `; in ${open} a workload stayed inconclusive`;
  return `Of ${runs.length} measured commits ${worse}${unsure}. The newest, ${shortSha(sha)}: ${newestText(newest)}.`;
}

function newestText({ comparisons }: WireRunRow): string {
  const parts = VERDICTS.flatMap((verdict) => {
    const here = comparisons.filter((one) => one.verdict === verdict);
    const [only] = here;
    if (only === undefined) return [];
    return [
      here.length === 1 && verdict !== "no-change"
        ? `${VERDICT_WORDS[verdict]} of ${only.name}, ${changeText(only)}`
        : `${VERDICT_WORDS[verdict]} in ${here.length} ${here.length === 1 ? "workload" : "workloads"}`,
    ];
  });
  return parts.join("; ");
}

/** Points of a workload's chart, oldest first. */
export function changePoints({ changes }: WorkloadChanges): readonly ChangePoint[] {
  let before = "";
  return changes.toReversed().map(({ run, compared }) => {
    const date = day(run.started_at).replace(/ \d{4}$/u, "");
    const sha = shortSha(run.source.sha);
    // a day is named where it begins; further commits of it are told by what they are
    const minor = date === before;
    before = date;
    return {
      id: `${run.key} ${compared.name}`,
      name: `${sha}${run.source.pull_request === undefined ? "" : `, #${run.source.pull_request}`}`,
      tick: minor ? sha : date,
      minor,
      verdict: compared.verdict,
      accepted: isAccepted(run, compared),
      change: compared.change,
      low: compared.low,
      high: compared.high,
      threshold: compared.threshold,
      lines: [
        `${VERDICT_WORDS[compared.verdict]}${isAccepted(run, compared) ? ", accepted" : ""}`,
        changeText(compared),
        seenText(compared),
        moment(run.started_at),
      ],
      href: linksOf(run).commit,
    };
  });
}

/** Whether a regression was accepted: an acceptance is of a whole run, and means its regressions. */
export function isAccepted({ accepted }: WireRunRow, { verdict }: Comparison): boolean {
  return accepted !== undefined && verdict === "regression";
}

/** What the run could have seen at all: no change means none as large as that. */
export function seenText({ pairs, smallest_change_seen, pairs_needed }: Comparison): string {
  const seen =
    smallest_change_seen === undefined
      ? "how small a change it could see is not known"
      : `could see ${(smallest_change_seen * 100).toFixed(1)} %`;
  return `${pairs} pairs: ${seen}${pairs_needed === undefined ? "" : `, would take ${pairs_needed} to settle`}`;
}

/** The table of a workload's changes: the carbon is of one functional unit, at the boundary of the run. */
export function changesTable({ changes }: WorkloadChanges): ChartTable {
  return {
    columns: [
      { kind: "text", name: "at", head: "Measured (UTC)" },
      { kind: "text", name: "sha", head: "Commit" },
      { kind: "text", name: "pull_request", head: "Pull request" },
      { kind: "text", name: "verdict", head: "Verdict" },
      { kind: "number", name: "change_percent", head: "Change, %" },
      { kind: "number", name: "change_percent_low", head: "from" },
      { kind: "number", name: "change_percent_high", head: "to" },
      { kind: "number", name: "threshold_percent", head: "Threshold, %" },
      { kind: "number", name: "smallest_change_seen_percent", head: "Could see, %" },
      { kind: "number", name: "pairs", head: "Pairs" },
      { kind: "quantity", name: "base_co2e_g", head: "CO₂e of base", dimension: "g" },
      { kind: "quantity", name: "head_co2e_g", head: "CO₂e of head", dimension: "g" },
      { kind: "text", name: "functional_unit", head: "of" },
      { kind: "text", name: "boundary", head: "Counts" },
      { kind: "text", name: "accepted", head: "Accepted" },
    ],
    rows: changes.map(({ run, compared }) => [
      run.started_at,
      run.source.sha,
      run.source.pull_request === undefined ? "" : `#${run.source.pull_request}`,
      compared.verdict,
      inPercent(compared.change),
      inPercent(compared.low),
      inPercent(compared.high),
      inPercent(compared.threshold),
      inPercent(compared.smallest_change_seen),
      compared.pairs,
      compared.co2e_g.base,
      compared.co2e_g.head,
      compared.functional_unit,
      compared.boundary,
      isAccepted(run, compared) ? `${run.accepted?.by}: ${run.accepted?.reason}` : "",
    ]),
  };
}

/** In %, three decimals. */
export function inPercent(change: number | undefined): number | null {
  return change === undefined ? null : Number((change * 100).toFixed(3));
}
