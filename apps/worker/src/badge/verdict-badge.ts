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
    reading: `${value}; base against head at ${newest.source.sha.slice(0, 7)}, ${newest.started_at.slice(0, 10)}`,
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

/** Regressions first, then what is not known, then improvements: the worst is what is said. */
function verdictOf(compared: readonly Comparison[]): string {
  const [only] = compared;
  const { length } = compared;
  const of = (verdict: Comparison["verdict"]): number =>
    compared.filter((one) => one.verdict === verdict).length;
  if (length === 1 && only !== undefined) {
    const interval =
      only.low === undefined || only.high === undefined
        ? ""
        : ` (${change(only.low)} to ${change(only.high)})`;
    return `${only.verdict.replace("-", " ")} ${change(only.change)}${interval}`;
  }
  if (of("regression") > 0) return `regression in ${of("regression")} of ${length}`;
  if (of("inconclusive") > 0) return `inconclusive in ${of("inconclusive")} of ${length}`;
  if (of("improvement") > 0) return `improvement in ${of("improvement")} of ${length}`;
  return `no change in ${length}`;
}
