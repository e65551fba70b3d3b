/**
 * Inference: what 1000 of them take, by what is asked of them; how that moves; and where one's own models stand among
 * those that others measured.
 * @module
 */
import type { WireSummaryAnswer } from "@gramme/core/wire/api";
import type { JSX } from "preact";
import { useContext } from "preact/hooks";
import { beforeOf, questionOf } from "../../ledger/period-query.ts";
import { useAnswer } from "../../ledger/use-answer.ts";
import { BesideBefore, NoBefore } from "../../shell/beside-before.tsx";
import { GettingStarted } from "../../shell/getting-started.tsx";
import { GroupChoice } from "../../shell/group-choice.tsx";
import { HeldFilters } from "../../shell/held-filters.tsx";
import { KnownView } from "../../shell/known-view.tsx";
import { KpiStrip } from "../../shell/kpi.tsx";
import { Page } from "../../shell/page-context.ts";
import { counted } from "../../words/counted.ts";
import { mergedLines } from "../../words/merged-lines.ts";
import { periodName } from "../../words/time.ts";
import { kpisOf } from "./kpis.ts";
import { ModelsCard } from "./models-card.tsx";
import { besideGround, publishedRange } from "./published.ts";
import { RateCard } from "./rate-card.tsx";
import { inferenceVerdict, ratedRows } from "./rows.ts";
import { TrendCard } from "./trend-card.tsx";
import { someOf } from "../../words/some-of.ts";

/** Rows that a ledger is asked for. */
const MOST_ROWS = "200";

/** The page of inference. */
export function Inference(): JSX.Element {
  const { state, project } = useContext(Page);
  const { group, task, model } = state;
  const known = useAnswer(
    "/api/summary",
    { ...questionOf(state), by: group, task, model, limit: MOST_ROWS },
    "summary",
  );
  if (project !== undefined && !project.has.requests) return <GettingStarted />;
  return (
    <KnownView known={known} height={900}>
      {(answer) => <Figures answer={answer} />}
    </KnownView>
  );
}

function Figures({ answer }: { readonly answer: WireSummaryAnswer }): JSX.Element {
  const { state } = useContext(Page);
  const { of, group, task, model } = state;
  const rows = ratedRows(answer, of);
  const before = useAnswer(
    state.compare ? "/api/summary" : undefined,
    { ...beforeOf(answer.period), boundary: state.boundary, by: group, task, model, limit: MOST_ROWS },
    "summary",
  );
  const earlier = before.is === "known" && state.compare ? before.value : undefined;
  const beside = of === "water" ? undefined : besideGround(answer.ground, state.boundary);
  return (
    <>
      <section class="verdict">
        <h1>{inferenceVerdict(rows, group, of)}</h1>
        <p>
          {periodName(answer.period.from, answer.period.to)}
          {answer.period.partial ? ", today not over" : ""}, counted at {state.boundary}. <BesideBefore />{" "}
          <HeldFilters />
        </p>
      </section>
      <KpiStrip label="Inference" kpis={kpisOf(answer, earlier, of, group)} />
      <NoBefore before={before} />
      <GroupChoice />
      <RateCard
        answer={answer}
        earlier={earlier}
        published={(key) => publishedRange(beside, group, key, of)}
      />
      <TrendCard keys={rows.rated.map(({ key }) => key)} />
      {beside === undefined ? null : <ModelsCard beside={beside} />}
      <section class="card">
        <h2>What these figures rest on</h2>
        <ul class="plain">
          {mergedLines(answer.ground.assumptions.map(({ text }) => text)).map((line) => (
            <li key={line}>{line}</li>
          ))}
          {answer.phases.flatMap(({ phase, figures }) =>
            figures.unknown.map(({ reason, text, count }) => (
              <li key={phase + reason}>
                {counted(count)} of {phase}: {text}
              </li>
            )),
          )}
          {answer.idle.not_said.length === 0 ? null : (
            <li>
              Idle time of {someOf(answer.idle.not_said)} is in no figure: nobody said what waiting takes.
            </li>
          )}
        </ul>
      </section>
    </>
  );
}
