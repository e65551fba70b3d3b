/**
 * Commits: what each did against its base, workload by workload, how sure that is, and who accepted what.
 * @module
 */
import type { WireRunRow, WireRunsAnswer } from "@gramme/core/wire/api";
import type { JSX } from "preact";
import { useContext } from "preact/hooks";
import { ChartCard } from "../../chart/chart-card.tsx";
import { ChangePlot } from "../../chart/change-plot.tsx";
import { VERDICT_WORDS, VerdictSign } from "../../chart/verdict-sign.tsx";
import { timeOf } from "../../ledger/period-query.ts";
import { type Known, useAnswer } from "../../ledger/use-answer.ts";
import { KnownView } from "../../shell/known-view.tsx";
import { Page } from "../../shell/page-context.ts";
import { periodName } from "../../words/time.ts";
import { AloneCard } from "./alone-card.tsx";
import {
  changePoints,
  changesByWorkload,
  changesTable,
  changeText,
  commitsVerdict,
  inPercent,
  seenText,
  verdictCounts,
  VERDICTS,
  type WorkloadChanges,
} from "./changes.ts";
import { CommitList } from "./commit-list.tsx";
import { driftOf, driftText } from "./drift.ts";
import { FirstRuns } from "../../shell/first-runs.tsx";
import { WorkloadChoice } from "./workload-choice.tsx";
import { someOf } from "../../words/some-of.ts";

const HEIGHT = 210;
/** Most runs that a ledger gives at once. */
const MOST_AT_ONCE = "50";
/** Workloads that are drawn before one is chosen. */
const MOST_DRAWN = 12;

/** The page of commits. */
export function Commits(): JSX.Element {
  const { state, project } = useContext(Page);
  const known = useCommits();
  const all = useAnswer("/api/runs", { ...timeOf(state), limit: MOST_AT_ONCE }, "runs");
  if (project !== undefined && !project.has.runs) {
    return (
      <>
        <section class="verdict">
          <h1>No commit has been measured yet.</h1>
          {state.share === undefined ? <p>Either of these brings the first:</p> : null}
        </section>
        <FirstRuns />
      </>
    );
  }
  return (
    <>
      <KnownView known={known} height={900}>
        {(answer) => <Figures answer={answer} />}
      </KnownView>
      {known.is !== "known" ? null : (
        <KnownView known={all}>
          {({ runs, next }) => <AloneCard runs={runs} more={next !== undefined} />}
        </KnownView>
      )}
    </>
  );
}

/** Two pages of the ledger as one of a hundred. */
function useCommits(): Known<WireRunsAnswer> {
  const { state } = useContext(Page);
  const question = { ...timeOf(state), limit: MOST_AT_ONCE };
  const first = useAnswer("/api/commits", { ...question, before: state.before }, "runs");
  const next = first.is === "known" ? first.value.next : undefined;
  const second = useAnswer(
    next === undefined ? undefined : "/api/commits",
    { ...question, before: next },
    "runs",
  );
  if (first.is !== "known" || next === undefined || second.is === "failed") return first;
  if (second.is === "loading") return second;
  const { next: older, runs } = second.value;
  const { next: _, ...value } = first.value;
  return {
    ...first,
    value: { ...value, runs: [...value.runs, ...runs], ...(older === undefined ? {} : { next: older }) },
  };
}

function Figures({ answer }: { readonly answer: WireRunsAnswer }): JSX.Element {
  const { state, go } = useContext(Page);
  const { runs, next, period } = answer;
  const { workload, hidden } = state;
  const wanted = { workload, hidden };
  const groups = changesByWorkload(runs, wanted);
  const undrawn = groups.slice(MOST_DRAWN).map(({ name }) => name);
  const repositories = [...new Set(runs.map(({ source }) => source.repository))];
  const names = [...new Set(runs.flatMap((run) => run.comparisons.map(({ name }) => name)))].toSorted();
  return (
    <>
      <section class="verdict">
        <h1>{commitsVerdict(runs)}</h1>
        <p>
          {repositories.length === 1 ? `${repositories[0]}, ` : ""}
          {periodName(period.from, period.to)}.{" "}
          {runs.length === 0
            ? `${state.share === undefined ? "The job of a pull request compares: below is how. Or choose" : "Choose"} a longer time above.`
            : "A verdict is of the energy of the chips that work (the device rung), read from pairs of processes that took turns; a commit is set against its own base. Grey bands hold what counts as no change; far from 0 the axes are logarithmic."}
        </p>
      </section>
      {runs.length === 0 ? (
        <FirstRuns />
      ) : (
        <>
          <div class="filters">
            <VerdictKeys runs={runs} />
            {names.length < 2 && workload === undefined ? null : (
              <WorkloadChoice
                names={workload === undefined || names.includes(workload) ? names : [workload, ...names]}
                value={workload}
                all="all of them"
              />
            )}
            {state.before === undefined ? null : (
              <button type="button" onClick={() => go({ before: undefined })}>
                To the newest
              </button>
            )}
            {next === undefined ? null : (
              <button type="button" onClick={() => go({ before: next })}>
                Older than these {runs.length}
              </button>
            )}
          </div>
          <div class="pair">
            {groups.slice(0, MOST_DRAWN).map((group) => (
              <WorkloadCard key={group.id} group={group} />
            ))}
          </div>
          {undrawn.length === 0 ? null : (
            <p class="notice">Not drawn until chosen above: {someOf(undrawn)}.</p>
          )}
          <CommitList key={state.before} runs={runs} wanted={wanted} />
        </>
      )}
    </>
  );
}

function WorkloadCard({ group }: { readonly group: WorkloadChanges }): JSX.Element {
  const { state } = useContext(Page);
  const [newest] = group.changes;
  const compared = newest?.compared;
  const drift = driftText(driftOf(group));
  return (
    <ChartCard
      id={group.id}
      title={group.name}
      lead={
        compared === undefined
          ? ""
          : `Newest${state.hidden.length > 0 ? " shown" : ""}: ${VERDICT_WORDS[compared.verdict]}, ${changeText(compared)}; ${seenText(compared)}. Of ${compared.functional_unit}. Grey: ±${inPercent(compared.threshold)} %.`
      }
      height={HEIGHT}
      table={changesTable(group)}
      draw={(width) => (
        <ChangePlot title={group.name} points={changePoints(group)} width={width} height={HEIGHT} />
      )}
    >
      {drift === "" ? null : <p>{drift}</p>}
    </ChartCard>
  );
}

/** How often each verdict was given; each can be left out, which stands in the URL. */
function VerdictKeys({ runs }: { readonly runs: readonly WireRunRow[] }): JSX.Element {
  const { state, go } = useContext(Page);
  const counts = verdictCounts(runs, state.workload);
  const toggle = (verdict: string): void =>
    go(
      {
        hidden: state.hidden.includes(verdict)
          ? state.hidden.filter((other) => other !== verdict)
          : [...state.hidden, verdict].toSorted(),
      },
      "replace",
    );
  return (
    <div class="legend">
      {VERDICTS.map((verdict) => (
        <button
          key={verdict}
          type="button"
          class="key"
          aria-pressed={!state.hidden.includes(verdict)}
          onClick={() => toggle(verdict)}
        >
          <VerdictSign verdict={verdict} />
          {VERDICT_WORDS[verdict]} <b>{counts[verdict]}</b>
        </button>
      ))}
      {counts.accepted === 0 ? null : (
        <span class="sign">
          <VerdictSign verdict="regression" accepted />
          accepted <b>{counts.accepted}</b>
        </span>
      )}
    </div>
  );
}
