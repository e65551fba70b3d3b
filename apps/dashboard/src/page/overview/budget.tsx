/**
 * What the team allows itself, and how much of it is gone: an absolute figure, since efficiency alone allows any amount.
 * @module
 */
import type { WireBudget, WirePhasesAnswer } from "@gramme/core/wire/api";
import { amount } from "@gramme/core/words";
import type { JSX } from "preact";
import { useContext } from "preact/hooks";
import { useAnswer } from "../../ledger/use-answer.ts";
import { KnownView } from "../../shell/known-view.tsx";
import { Page } from "../../shell/page-context.ts";
import { day } from "../../words/time.ts";
import { spentOf } from "./budget-spent.ts";
import { startOf } from "./budget-time.ts";

/** The budget's card. */
export function BudgetCard(): JSX.Element {
  const { project } = useContext(Page);
  const budget = project?.budget ?? undefined;
  const known = useAnswer(
    budget === undefined || project === undefined ? undefined : "/api/phases",
    budget === undefined || project === undefined
      ? {}
      : { from: startOf(budget, project.now), boundary: budget.boundary, step: "month" },
    "phases",
  );
  if (budget === undefined) {
    return (
      <section class="card">
        <h2>Budget</h2>
        <p>
          None is set. Efficiency allows any amount; a budget does not. Set one in g CO₂e a month, quarter or
          year:
        </p>
        <pre tabIndex={0}>{`curl -X PUT ${location.origin}/v1/project \\
  -H 'content-type: application/json' \\
  -d '{"budget":{"co2e_g":100000,"per":"year",
       "boundary":"lifecycle"}}'`}</pre>
      </section>
    );
  }
  return (
    <KnownView known={known} height={180}>
      {(answer) => <Meter budget={budget} answer={answer} />}
    </KnownView>
  );
}

function Meter({
  budget,
  answer,
}: {
  readonly budget: WireBudget;
  readonly answer: WirePhasesAnswer;
}): JSX.Element {
  const { share, says, spent } = spentOf(budget, answer);
  const scale = Math.max(1, share?.high ?? 0) * 1.02;
  const percent = (of: number): string => `${((of / scale) * 100).toFixed(2)}%`;
  return (
    <section class="card">
      <h2>
        Budget: {amount(budget.co2e_g, "g")} CO₂e a {budget.per}
      </h2>
      <p>
        {says} {spent} since {day(answer.period.from)}, all phases, counted at {budget.boundary}.
      </p>
      {share === undefined ? null : (
        <div class="gauge" role="img" aria-label={says}>
          <span
            class="gauge-range"
            style={{ left: percent(share.low), width: percent(share.high - share.low) }}
          />
          <span class="gauge-value" style={{ left: percent(share.value) }} />
          <span class="gauge-limit" style={{ left: percent(1) }} />
        </div>
      )}
      {budget.reason === undefined ? null : <p class="quiet">{budget.reason}</p>}
    </section>
  );
}
