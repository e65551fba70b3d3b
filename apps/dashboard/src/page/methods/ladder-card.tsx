/**
 * One time at every boundary.
 * @module
 */
import { BOUNDARY_RUNGS, RUNG_COUNTS } from "@gramme/core/boundary";
import type { WirePhasesAnswer } from "@gramme/core/wire/api";
import type { JSX } from "preact";
import { useContext } from "preact/hooks";
import { ChartCard } from "../../chart/chart-card.tsx";
import { RangePlot, rangePlotHeight } from "../../chart/range-plot.tsx";
import { timeOf } from "../../ledger/period-query.ts";
import { type Known, useAnswer } from "../../ledger/use-answer.ts";
import { KnownView } from "../../shell/known-view.tsx";
import { Page } from "../../shell/page-context.ts";
import { SHOWN } from "../../state/measure.ts";
import { CLIMBING, climbText, stepsOf, unknownText } from "./ladder.ts";

const TITLE = "The same time, counted at each boundary";

/** Phases at every rung, asked once each; narrowest first. */
export function useLadder(): readonly Known<WirePhasesAnswer>[] {
  const time = { ...timeOf(useContext(Page).state), step: "month" };
  // rungs are as many on every call
  return BOUNDARY_RUNGS.map((boundary) => useAnswer("/api/phases", { ...time, boundary }, "phases"));
}

/** The card of the ladder. */
export function LadderCard({ ladder }: { readonly ladder: readonly Known<WirePhasesAnswer>[] }): JSX.Element {
  const [first] = ladder.toSorted((a, b) => ORDER.indexOf(a.is) - ORDER.indexOf(b.is));
  return (
    <KnownView known={first ?? { is: "loading" }} height={600}>
      {() => <Card answers={ladder.flatMap((one) => (one.is === "known" ? [one.value] : []))} />}
    </KnownView>
  );
}

/** All must be known: what is not is shown first. */
const ORDER = ["failed", "loading", "known"];

function Card({ answers }: { readonly answers: readonly WirePhasesAnswer[] }): JSX.Element {
  const { state } = useContext(Page);
  const { dimension, field, name } = SHOWN[state.of === "energy" ? "energy" : "co2e"];
  const steps = stepsOf(answers, field === "energy_kwh" ? field : "co2e_g");
  const rows = CLIMBING.flatMap((phase) =>
    steps.flatMap(({ phase: of, rung, value }) =>
      of !== phase || value === null || value.low === 0
        ? []
        : [{ id: phase + rung, name: `${phase}, ${rung}`, tone: phase, value, lines: [RUNG_COUNTS[rung]] }],
    ),
  );
  return (
    <ChartCard
      id="boundaries"
      title={TITLE}
      lead={`${name} with its 90 % interval. ${climbText(steps)} So every figure names its boundary, and two are compared at one only.`}
      height={rows.length === 0 ? 0 : rangePlotHeight(rows.length)}
      table={{
        columns: [
          { kind: "text", name: "boundary", head: "Boundary" },
          { kind: "text", name: "phase", head: "Phase" },
          { kind: "quantity", name: field, head: name, dimension },
          { kind: "number", name: "unknown", head: "Not in it" },
        ],
        rows: steps.map(({ rung, phase, value, unknown }) => [rung, phase, value, unknown]),
      }}
      draw={(width) =>
        rows.length === 0 ? null : <RangePlot title={TITLE} rows={rows} dimension={dimension} width={width} />
      }
    >
      <dl>
        {BOUNDARY_RUNGS.map((rung) => [
          <dt>{rung === state.boundary ? `${rung} (shown)` : rung}</dt>,
          <dd>
            {RUNG_COUNTS[rung]}
            {unknownText(steps, rung)}
          </dd>,
        ])}
      </dl>
    </ChartCard>
  );
}
