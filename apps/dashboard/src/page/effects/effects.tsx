/**
 * Effects: why the total is another than before, so that efficiency and rebound are seen together; and, apart from all
 * figures, what the team says of effects beyond the first order.
 * @module
 */
import type { WireDecompositionAnswer, WireSeriesAnswer } from "@gramme/core/wire/api";
import { type Dimension, withInterval } from "@gramme/core/words";
import type { JSX } from "preact";
import { useContext } from "preact/hooks";
import { ChartCard } from "../../chart/chart-card.tsx";
import { Waterfall, type WaterfallStep } from "../../chart/waterfall.tsx";
import { questionOf } from "../../ledger/period-query.ts";
import { type Known, useAnswer } from "../../ledger/use-answer.ts";
import { GroupChoice } from "../../shell/group-choice.tsx";
import { HeldFilters } from "../../shell/held-filters.tsx";
import { KnownView } from "../../shell/known-view.tsx";
import { Page } from "../../shell/page-context.ts";
import { periodName } from "../../words/time.ts";
import { SHOWN } from "../../state/measure.ts";
import { changeVerdict, effectText, leftOutText, reboundText } from "./change-words.ts";
import { ConsequencesPart } from "./consequences-part.tsx";
import { IdentityCards, useIdentity } from "./identity-cards.tsx";

const HEIGHT = 260;

/** The page of effects. */
export function Effects(): JSX.Element {
  const { state, project } = useContext(Page);
  const { field } = SHOWN[state.of];
  const known = useAnswer(
    project?.has.requests === true ? "/api/decomposition" : undefined,
    {
      ...questionOf(state),
      phase: "inference",
      task: state.task,
      model: state.model,
      by: state.group,
      of: field,
    },
    "decomposition",
  );
  const identity = useIdentity();
  // what comes later would push what stands below it, so that all of it comes together
  const both = identity.is === "loading" && known.is === "known" ? identity : known;
  return (
    <>
      {project?.has.requests === false ? (
        <section class="verdict">
          <h1>Nothing has been served yet, so there is no change to explain.</h1>
          <p>As soon as requests come in, their total stands here as volume × intensity.</p>
        </section>
      ) : (
        <KnownView known={both} height={900}>
          {(answer) => <Change answer={answer} identity={identity} />}
        </KnownView>
      )}
      {project?.has.requests !== false && both.is === "loading" ? null : (
        <ConsequencesPart consequences={project?.consequences ?? null} />
      )}
    </>
  );
}

function Change({
  answer,
  identity,
}: {
  readonly answer: WireDecompositionAnswer;
  readonly identity: Known<WireSeriesAnswer>;
}): JSX.Element {
  const { state } = useContext(Page);
  const { dimension, name } = SHOWN[state.of];
  const steps = stepsOf(answer, dimension);
  const rebound = reboundText(answer);
  const notDrawn = leftOutText(answer, dimension);
  return (
    <>
      <section class="verdict">
        <h1>{changeVerdict(answer)}</h1>
        <p>
          {periodName(answer.period.from, answer.period.to)}
          {answer.period.partial ? " (not over)" : ""}, against{" "}
          {periodName(answer.before.from, answer.before.to)}; {name} counted at {state.boundary}.{" "}
          <HeldFilters />
        </p>
      </section>
      <GroupChoice />
      {answer.compared_before.value === 0 ? null : (
        <ChartCard
          id="change"
          title={`${name}: from the time before to this one`}
          lead={`Volume: more or fewer inferences, all else as before. Structure: inferences that moved between one ${answer.by} and another. Intensity: more or less per inference. The three add up to the change, exactly.`}
          height={HEIGHT}
          table={{
            columns: [
              { kind: "text", name: "step", head: "Step" },
              { kind: "text", name: "text", head: `${name}, 90 % interval` },
              { kind: "number", name: answer.of, head: answer.of },
              { kind: "number", name: `${answer.of}_low`, head: "low" },
              { kind: "number", name: `${answer.of}_high`, head: "high" },
            ],
            rows: steps.map(({ name: step, text, value, low, high }) => [step, text, value, low, high]),
          }}
          draw={(width) => (
            <Waterfall
              title={`${name}: why it changed`}
              steps={steps}
              dimension={dimension}
              width={width}
              height={HEIGHT}
            />
          )}
        >
          {rebound === undefined ? null : <p>{rebound}</p>}
          {notDrawn === undefined ? null : <p>{notDrawn}</p>}
        </ChartCard>
      )}
      <IdentityCards known={identity} />
    </>
  );
}

/** Totals and effects as steps. A total's interval is its own, an effect's that of the change. */
export function stepsOf(answer: WireDecompositionAnswer, dimension: Dimension): readonly WaterfallStep[] {
  const total = (id: string, name: string, one: WireDecompositionAnswer["compared"]): WaterfallStep => ({
    id,
    name,
    is: "total",
    ...one,
    text: withInterval(one, dimension),
  });
  const effect = (id: string, name: string, one: WireDecompositionAnswer["change"]): WaterfallStep => ({
    id,
    name,
    is: "effect",
    ...one,
    text: effectText(one, dimension),
  });
  return [
    total("before", "Before", answer.compared_before),
    effect("volume", "Volume", answer.volume),
    effect("structure", "Structure", answer.structure),
    effect("intensity", "Intensity", answer.intensity),
    total("now", "Now", answer.compared),
  ];
}
