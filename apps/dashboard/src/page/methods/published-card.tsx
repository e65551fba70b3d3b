/**
 * What other published methods would say of what was measured here.
 * @module
 */
import type { WireMethodsAnswer } from "@gramme/core/wire/api";
import { amount } from "@gramme/core/words";
import type { JSX } from "preact";
import { useContext } from "preact/hooks";
import { ChartCard } from "../../chart/chart-card.tsx";
import { RangePlot, rangePlotHeight } from "../../chart/range-plot.tsx";
import { shapeOf } from "../../chart/scatter.tsx";
import { timeOf } from "../../ledger/period-query.ts";
import { useAnswer } from "../../ledger/use-answer.ts";
import { KnownView } from "../../shell/known-view.tsx";
import { Page } from "../../shell/page-context.ts";
import { SHOWN } from "../../state/measure.ts";
import { agreementText, type Field, methodsIn, mostOfDoubt, notesOf } from "./published.ts";

const TITLE = "What other methods would say";
/** Rows that are drawn; the table has them all. */
const MOST_DRAWN = 16;

/** The card of published methods. */
export function PublishedCard(): JSX.Element {
  const { state } = useContext(Page);
  const known = useAnswer("/api/methods", timeOf(state), "methods");
  return (
    <KnownView known={known} height={480}>
      {(answer) => <Card answer={answer} of={state.of === "energy" ? "energy" : "co2e"} />}
    </KnownView>
  );
}

function Card({
  answer,
  of,
}: {
  readonly answer: WireMethodsAnswer;
  readonly of: "co2e" | "energy";
}): JSX.Element {
  const { dimension, name } = SHOWN[of];
  const field: Field = of === "energy" ? "energy_kwh" : "co2e_g";
  const { workloads } = answer;
  const all = workloads.length + answer.more_workloads;
  const methods = methodsIn(answer).map((one, index) => ({
    ...one,
    shape: index + 1,
    look: `g${index + 1}`,
  }));
  // a log axis has no place for 0
  const rows = workloads
    .filter(({ ours }) => ours[field].low > 0)
    .toSorted((a, b) => b.ours[field].value - a.ours[field].value)
    .slice(0, MOST_DRAWN)
    .map((workload, index) => {
      const marks = methods.flatMap(({ method, shape, look, name: whose }) => {
        const value = workload.methods.find((one) => one.method === method)?.[field] ?? 0;
        return value === 0 ? [] : [{ name: whose, shape, look, value: { value, low: value, high: value } }];
      });
      return {
        // to a public link all runs have one name
        id: `${index} ${workload.name}`,
        name: workload.name,
        note: workload.functional_unit,
        value: workload.ours[field],
        marks,
        lines: [
          `measured here, at ${workload.ours.boundary}; of its doubt: ${mostOfDoubt(workload) ?? "not told"}`,
          ...marks.map((mark) => `${mark.name}: ${amount(mark.value.value, dimension)}`),
          notesOf(workload),
        ],
      };
    });
  return (
    <ChartCard
      id="published"
      title={TITLE}
      lead={
        all === 0
          ? "They are set beside what gramme bench measured; no run is in this time."
          : `${name} of the newest run of each workload. Dot and line: measured here, with the 90 % interval. Below it: others, who give none. All have the same run and the same grid; they differ by how they reckon, and by what they count. Whether one agrees is judged by energy, where the grid is in none.`
      }
      height={all === 0 ? 0 : rangePlotHeight(rows.length)}
      legend={methods.map(({ name: whose, shape, look }) => (
        <span class="sign" key={whose}>
          <svg class={`mark ${look}`} width="12" height="12" viewBox="-7 -7 14 14" aria-hidden="true">
            <path class="shape" d={shapeOf(shape)} />
          </svg>
          {whose}
        </span>
      ))}
      table={{
        together: true,
        columns: [
          { kind: "text", name: "workload", head: "Workload" },
          { kind: "text", name: "functional_unit", head: "Of what" },
          { kind: "text", name: "boundary", head: "Ours at" },
          { kind: "quantity", name: field, head: `Ours: ${name}`, dimension },
          { kind: "text", name: "doubt", head: "Of the doubt" },
          ...methods.map((one) => ({
            kind: "amount" as const,
            name: `${one.method}_${field}`,
            head: one.name,
            dimension,
          })),
          { kind: "text", name: "notes", head: "Who cannot say, and what was taken" },
        ],
        rows: workloads.map((workload) => [
          workload.name,
          workload.functional_unit,
          workload.ours.boundary,
          workload.ours[field],
          mostOfDoubt(workload) ?? null,
          ...methods.map(
            ({ method }) => workload.methods.find((one) => one.method === method)?.[field] ?? null,
          ),
          notesOf(workload),
        ]),
      }}
      draw={(width) =>
        all === 0 ? null : <RangePlot title={TITLE} rows={rows} dimension={dimension} width={width} />
      }
    >
      {all > rows.length ? (
        <p>
          {rows.length} of {all} workloads are drawn; the table has {workloads.length}.
        </p>
      ) : null}
      <dl>
        {methods.map(({ method, name: whose, version, url, counts }) => [
          <dt>
            <a href={url}>
              {whose} {version}
            </a>
          </dt>,
          <dd>
            {agreementText(workloads, method)}. It counts {counts}.
          </dd>,
        ])}
      </dl>
    </ChartCard>
  );
}
