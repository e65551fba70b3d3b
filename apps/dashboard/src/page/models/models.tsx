/**
 * Models: quality against what it took, making against using, and every model that was served or trained.
 * @module
 */
import type { WireModelsAnswer } from "@gramme/core/wire/api";
import type { JSX } from "preact";
import { useContext } from "preact/hooks";
import type { ChartTable } from "../../chart/chart-table.ts";
import { TableCard } from "../../chart/table-card.tsx";
import { questionOf } from "../../ledger/period-query.ts";
import { useAnswer } from "../../ledger/use-answer.ts";
import { GettingStarted } from "../../shell/getting-started.tsx";
import { HeldFilters } from "../../shell/held-filters.tsx";
import { KnownView } from "../../shell/known-view.tsx";
import { Page } from "../../shell/page-context.ts";
import { COSTS } from "../../state/url-state.ts";
import { periodName } from "../../words/time.ts";
import { FirstRuns } from "../../shell/first-runs.tsx";
import { ParityCards } from "./parity-cards.tsx";
import { dimensionOf, groupSentence, qualityGroups, type Shown } from "./quality.ts";
import { QualityCard } from "./quality-card.tsx";
import { someOf } from "../../words/some-of.ts";

const COST_NAMES = { training: "its training", inference: "1000 inferences" } as const;
/** Groups that are drawn. */
const MOST_DRAWN = 8;

/** The page of models. */
export function Models(): JSX.Element {
  const { state, project } = useContext(Page);
  const known = useAnswer(
    "/api/models",
    { ...questionOf(state), task: state.task, model: state.model },
    "models",
  );
  const parity = useAnswer("/api/parity", { boundary: state.boundary, model: state.model }, "parity");
  if (project !== undefined && project.since === null) return <GettingStarted />;
  return (
    <>
      <KnownView known={known} height={700}>
        {(answer) => <Figures answer={answer} />}
      </KnownView>
      {known.is === "loading" ? null : (
        <KnownView known={parity} height={400}>
          {(answer) => (answer.models.length === 0 ? null : <ParityCards answer={answer} />)}
        </KnownView>
      )}
      {known.is === "known" && known.value.models.length > 0 ? (
        <TableCard
          id="all-models"
          title="All models of this time"
          lead="Parameters are counted in ONNX files when gramme bench measures them."
          table={modelsTable(known.value, shownOf(state))}
          empty=""
        />
      ) : null}
    </>
  );
}

function shownOf({ of, cost }: { readonly of: string; readonly cost: Shown["cost"] }): Shown {
  return { of: of === "energy" ? "energy" : "co2e", cost };
}

function Figures({ answer }: { readonly answer: WireModelsAnswer }): JSX.Element {
  const { state, go, project } = useContext(Page);
  const shown = shownOf(state);
  const { groups, without } = qualityGroups(answer.models, shown);
  const [first] = groups;
  const isAll = "last" in state.range && state.range.last === "all";
  return (
    <>
      <section class="verdict">
        <h1>
          {answer.models.length === 0
            ? "No model was served or trained in this time."
            : first === undefined
              ? `Of none of the ${answer.models.length} models of this time both are known: its quality, and what ${shown.cost === "training" ? "its training took" : "it takes to serve"}.`
              : groupSentence(first, shown)}
        </h1>
        <p>
          {periodName(answer.period.from, answer.period.to)}, counted at {state.boundary}. A model's newest
          training in this time counts.{" "}
          {isAll ? null : (
            <button type="button" onClick={() => go({ range: { last: "all" } })}>
              all time
            </button>
          )}{" "}
          <HeldFilters />
        </p>
      </section>
      {first === undefined ? null : (
        <fieldset class="choices alone">
          <legend class="unseen">Quality against</legend>
          {COSTS.map((choice) => (
            <label key={choice} class="choice">
              <input
                type="radio"
                name="cost"
                checked={choice === state.cost}
                onChange={() => go({ cost: choice })}
              />
              <span>against {COST_NAMES[choice]}</span>
            </label>
          ))}
        </fieldset>
      )}
      <div class={groups.length === 1 ? "" : "pair"}>
        {groups.slice(0, MOST_DRAWN).map((group) => (
          <QualityCard key={group.id} group={group} shown={shown} isFirst={group === first} />
        ))}
      </div>
      {project?.has.runs === false ? (
        <FirstRuns />
      ) : without.length === 0 ? null : (
        <section class="card">
          <h2>Not drawn</h2>
          <p>
            {someOf(without)}. A training tells its quality where its workload in gramme.yml names a file of
            it: <code>{`quality: { file: metrics.jsonl, metric: accuracy, better: higher }`}</code>
          </p>
        </section>
      )}
    </>
  );
}

function modelsTable({ models }: WireModelsAnswer, shown: Shown): ChartTable {
  const dimension = dimensionOf(shown);
  const name = shown.of === "energy" ? "Energy" : "CO₂e";
  const field = shown.of === "energy" ? "energy_kwh" : "co2e_g";
  return {
    columns: [
      { kind: "text", name: "model", head: "Model" },
      { kind: "text", name: "tasks", head: "Tasks" },
      { kind: "text", name: "versions", head: "Versions" },
      { kind: "number", name: "parameters", head: "Parameters" },
      { kind: "number", name: "inferences", head: "Inferences" },
      { kind: "quantity", name: `${field}_per_1000`, head: `${name} of 1000`, dimension },
      { kind: "text", name: "tier", head: "Known how" },
      { kind: "quantity", name: `training_${field}`, head: `${name} of its training`, dimension },
      { kind: "text", name: "training_tier", head: "Known how (training)" },
      { kind: "text", name: "functional_unit", head: "One training is" },
      { kind: "text", name: "trained", head: "Really trained?" },
      { kind: "text", name: "metric", head: "Metric" },
      { kind: "number", name: "quality", head: "Quality" },
      { kind: "day", name: "at", head: "Measured" },
    ],
    rows: models.map(({ model, tasks, versions, parameters, inference, training }) => [
      model,
      tasks.join(", "),
      versions.join(", "),
      parameters ?? null,
      inference?.inferences ?? 0,
      inference === undefined ? "" : (inference.per_1000?.[field] ?? null),
      inference === undefined ? "" : (inference.tier ?? "not known"),
      training === undefined ? "" : training[field],
      training?.tier ?? "",
      training?.functional_unit ?? "",
      training === undefined ? "" : training.trained ? "yes" : "measured only",
      training?.quality?.metric ?? "",
      training?.quality?.value ?? "",
      training?.at ?? "",
    ]),
  };
}
