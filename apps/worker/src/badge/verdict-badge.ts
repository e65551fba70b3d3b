/**
 * What the newest compared commit did to its workloads, as a badge says it: words of the verdict, and no praise.
 * @module
 */
import type { WireRunRow } from "@gramme/core/wire";
import { change } from "@gramme/core/words";
import type { Env } from "../env.ts";
import { runRow } from "../read/run-rows.ts";
import { runPage, runsIn } from "../runs/runs.ts";
import type { BadgeQuestion } from "./badge-query.ts";
import type { BadgeWords } from "./drawing.ts";
import { labelled } from "./label.ts";

/** Runs that are looked through for a commit of no pull request. */
const MOST_RUNS = 50;

type Comparison = WireRunRow["comparisons"][number];

/** The verdict of a tenant's newest compared commit that is of no pull request, in words. */
export async function verdictBadge(env: Env, tenant: string, question: BadgeQuestion): Promise<BadgeWords> {
  const commit = await newestCommit(env, tenant);
  const compared = commit.flatMap((run) => comparisonsOf(run, question));
  const [newest] = commit;
  if (newest === undefined || compared.length === 0) {
    const reading =
      newest === undefined ? "no commit was compared" : "the newest commit compared nothing of it";
    return { label: "energy of commits", value: "unknown", reading, isKnown: false };
  }
  const words = verdictOf(compared);
  const accepted =
    words.startsWith("regression") && commit.every((run) => run.accepted !== undefined) ? ", accepted" : "";
  const partial = commit.some((run) => run.partial) ? ", not all measured" : "";
  const value = `${words}${accepted}${partial}`;
  return {
    label: labelled("energy of commits", [...(question.model ?? []), ...(question.task ?? [])]),
    value,
    // no commit's id: a badge is for any page, and its link shows single figures and nothing else
    reading: `${value}; base against head of the commit measured on ${newest.started_at.slice(0, 10)}`,
    isKnown: true,
  };
}

/** Every job's run of the newest compared commit: a matrix has several. */
async function newestCommit(env: Env, tenant: string): Promise<readonly WireRunRow[]> {
  const page = await runPage(env, tenant, {
    from: 0,
    to: Number.MAX_SAFE_INTEGER,
    newestFirst: true,
    compared: true,
    limit: MOST_RUNS,
  });
  const runs: WireRunRow[] = [];
  for await (const booked of runsIn(env, tenant, page)) {
    const row = runRow(booked);
    if (row.source.pull_request !== undefined) continue;
    const [newest = row] = runs;
    if (newest.source.sha !== row.source.sha || newest.source.repository !== row.source.repository) break;
    runs.push(row);
  }
  return runs;
}

function comparisonsOf(run: WireRunRow, { task, model }: BadgeQuestion): readonly Comparison[] {
  const models = new Map(run.workloads.map(({ name, model: of = name }) => [name, of]));
  return run.comparisons.filter(
    (compared) =>
      (task?.some((one) => one === compared.task) ?? true) &&
      (model?.includes(models.get(compared.name) ?? compared.name) ?? true),
  );
}

/** Regressions first, then what is not known, then improvements: the worst is what is said, and how bad it is. */
function verdictOf(compared: readonly Comparison[]): string {
  const [only] = compared;
  const { length } = compared;
  const of = (verdict: Comparison["verdict"]): readonly Comparison[] =>
    compared.filter((one) => one.verdict === verdict).toSorted((a, b) => b.change - a.change);
  if (length === 1 && only !== undefined) return `${only.verdict.replace("-", " ")} ${changeOf(only)}`;
  const regressions = of("regression");
  if (regressions.length > 0) return ofSome("regression", regressions, "worst", length);
  const unclear = of("inconclusive").length;
  if (unclear > 0) return `inconclusive in ${unclear} of ${length}`;
  const improvements = of("improvement");
  if (improvements.length > 0) return ofSome("improvement", improvements, "least", length);
  return `no change in ${length}`;
}

/** @param some worst first */
function ofSome(word: string, some: readonly Comparison[], first: string, length: number): string {
  const [worst] = some;
  const size = worst === undefined ? "" : changeOf(worst);
  return some.length === 1
    ? `${word} ${size} in 1 of ${length}`
    : `${word} in ${some.length} of ${length}, ${first} ${size}`;
}

function changeOf({ change: of, low, high }: Comparison): string {
  const interval = low === undefined || high === undefined ? "" : ` (${change(low)} to ${change(high)})`;
  return `${change(of)}${interval}`;
}
