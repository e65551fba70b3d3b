/**
 * Methods: how sure the figures are and why, what each boundary counts, what others would say, and all that it rests on.
 * @module
 */
import type { WirePhasesAnswer, WireSummaryAnswer } from "@gramme/core/wire/api";
import type { JSX } from "preact";
import { useContext } from "preact/hooks";
import { questionOf } from "../../ledger/period-query.ts";
import { type Known, useAnswer } from "../../ledger/use-answer.ts";
import { GettingStarted } from "../../shell/getting-started.tsx";
import { KnownView } from "../../shell/known-view.tsx";
import { KpiStrip } from "../../shell/kpi.tsx";
import { Page } from "../../shell/page-context.ts";
import { periodName } from "../../words/time.ts";
import { DoubtCard } from "./doubt-card.tsx";
import { doubtsOf, doubtVerdict, percent, spreadOf, spreadText } from "./doubt.ts";
import { FactorsCard, GridCard, GroundCards, ProfilesCard } from "./ground-cards.tsx";
import { LadderCard, useLadder } from "./ladder-card.tsx";
import { PublishedCard } from "./published-card.tsx";

/** The page of methods. */
export function Methods(): JSX.Element {
  const { state, project } = useContext(Page);
  const known = useAnswer("/api/summary", questionOf(state), "summary");
  const ladder = useLadder();
  if (project !== undefined && project.since === null) return <GettingStarted />;
  const served = valueOf(known);
  const here = ladder.map(valueOf).find((answer) => answer?.boundary === state.boundary);
  // what is on the first screen comes at once: a part that comes later would push the next one
  const waits = [known, ...ladder].find((one) => one.is === "loading");
  if (waits !== undefined) return <div class="card waiting" style={{ minHeight: "900px" }} role="status" />;
  return (
    <>
      <KnownView known={known}>{(answer) => <Doubt answer={answer} phases={here} />}</KnownView>
      <LadderCard ladder={ladder} />
      <PublishedCard />
      <ProfilesCard served={served} />
      <FactorsCard ofRuns={here?.ground.factors ?? []} />
      <GridCard />
      <GroundCards grounds={[served?.ground, here?.ground].filter((ground) => ground !== undefined)} />
    </>
  );
}

function valueOf<T>(known: Known<T>): T | undefined {
  return known.is === "known" ? known.value : undefined;
}

function Doubt({
  answer,
  phases,
}: {
  readonly answer: WireSummaryAnswer;
  readonly phases: WirePhasesAnswer | undefined;
}): JSX.Element {
  const { state } = useContext(Page);
  const doubts = doubtsOf(answer);
  return (
    <>
      <section class="verdict">
        <h1>{doubtVerdict(doubts)}</h1>
        <p>
          {periodName(answer.period.from, answer.period.to)}
          {answer.period.partial ? ", today not over" : ""}, at the boundary {state.boundary}.
        </p>
      </section>
      {phases === undefined || phases.phases.length === 0 ? null : (
        <KpiStrip
          label="How sure each phase is"
          kpis={phases.phases.map(({ phase, co2e_g, tiers }) => {
            const source = doubts.find((one) => one.phase === phase)?.sources[0];
            return {
              name: `${phase[0]?.toUpperCase()}${phase.slice(1)}, CO₂e`,
              value: co2e_g,
              dimension: "g" as const,
              note: [
                ...(co2e_g === null || co2e_g.value === 0 ? [] : [spreadText(spreadOf(co2e_g))]),
                ...(tiers.length === 0 ? [] : [tiers.join(", ")]),
                ...(source === undefined
                  ? []
                  : [`${percent(source.share)} of the doubt of what was served: ${source.about}`]),
              ].join(" · "),
            };
          })}
        />
      )}
      <DoubtCard doubts={doubts} />
    </>
  );
}
