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
import { BudgetGauge } from "./budget-gauge.tsx";
import { spentOf } from "./budget-spent.ts";
import { startOf } from "./budget-time.ts";

/** The budget's card. */
export function BudgetCard(): JSX.Element {
  const { project, state } = useContext(Page);
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
          None is set. Efficiency allows any amount; a budget does not.
          {state.share === undefined ? " Set one in g CO₂e a month, quarter or year:" : ""}
        </p>
        {/* who follows a public link can set nothing */}
        {state.share === undefined ? (
          <pre tabIndex={0}>{`curl -X PATCH ${location.origin}/v1/project \\
  -H 'content-type: application/json' \\
  -d '{"budget":{"co2e_g":100000,"per":"year",
       "boundary":"lifecycle"}}'`}</pre>
        ) : null}
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
  return (
    <section class="card">
      <h2>
        Budget: {amount(budget.co2e_g, "g")} CO₂e a {budget.per}
      </h2>
      <p>
        {says} {spent} since {day(answer.period.from)}, all phases, counted at {budget.boundary}.
      </p>
      {share === undefined ? null : (
        <BudgetGauge
          spent={{
            value: share.value * budget.co2e_g,
            low: share.low * budget.co2e_g,
            high: share.high * budget.co2e_g,
          }}
          budgetG={budget.co2e_g}
          says={`${says} ${spent}`}
        />
      )}
      {budget.reason === undefined ? null : <p class="quiet">{budget.reason}</p>}
    </section>
  );
}
