/**
 * Overview: how much, and which side. Training against inference, over time and added up, against what the team allows
 * itself.
 * @module
 */
import type { WirePhasesAnswer, WireSummaryAnswer } from "@gramme/core/wire/api";
import type { Dimension } from "@gramme/core/words";
import type { JSX } from "preact";
import { useContext } from "preact/hooks";
import { ChartCard } from "../../chart/chart-card.tsx";
import { LegendKeys } from "../../chart/legend-keys.tsx";
import { TimeBars } from "../../chart/time-bars.tsx";
import { TimeLines } from "../../chart/time-lines.tsx";
import { beforeOf, phasesOf, questionOf } from "../../ledger/period-query.ts";
import { type Known, useAnswer } from "../../ledger/use-answer.ts";
import { BesideBefore, NoBefore } from "../../shell/beside-before.tsx";
import { KnownView } from "../../shell/known-view.tsx";
import { type Kpi, KpiStrip } from "../../shell/kpi.tsx";
import { Page } from "../../shell/page-context.ts";
import { GettingStarted } from "../../shell/getting-started.tsx";
import { useLater } from "../../shell/use-later.ts";
import type { Step } from "../../state/url-state.ts";
import { useStep } from "../../state/use-step.ts";
import { SHOWN, shownMeasure } from "../../state/measure.ts";
import { many } from "../../words/many.ts";
import { mergedLines } from "../../words/merged-lines.ts";
import { mixText } from "../../words/mix.ts";
import { nameOf } from "../../words/label-name.ts";
import { day, periodName } from "../../words/time.ts";
import { BudgetCard } from "./budget.tsx";
import { equivalence } from "./equivalence.ts";
import { barsOf, linesOf, PHASE_NAMES, phaseTable, SHOWN_PHASES } from "./phase-points.ts";
import { linesBefore, tableWithBefore } from "./time-before.ts";
import { ProductionCard } from "./production.tsx";
import { sidesOf, verdict } from "./verdict.ts";
import { counted } from "../../words/counted.ts";

const HEIGHT = 280;

/** The overview. */
export function Overview(): JSX.Element {
  const { state, project } = useContext(Page);
  const step = useStep();
  const known = useAnswer("/api/phases", phasesOf(state, step), "phases");
  if (project !== undefined && project.since === null) return <GettingStarted />;
  return (
    <KnownView known={known} height={900}>
      {(answer) => <Figures answer={answer} step={step} />}
    </KnownView>
  );
}

function Figures({ answer, step }: { readonly answer: WirePhasesAnswer; readonly step: Step }): JSX.Element {
  const { state } = useContext(Page);
  const of = shownMeasure(state) === "energy" ? "energy" : "co2e";
  const { dimension, name } = SHOWN[of];
  const later = useLater();
  // its figures have their room already
  const served = useAnswer(
    later ? "/api/summary" : undefined,
    { ...questionOf(state), by: "task" },
    "summary",
  );
  const before = useAnswer(
    state.compare ? "/api/phases" : undefined,
    { ...beforeOf(answer.period), boundary: state.boundary, step },
    "phases",
  );
  const earlier = before.is === "known" && state.compare ? before.value : undefined;
  const there = SHOWN_PHASES.filter((phase) => answer.phases.some((one) => one.phase === phase));
  const series = there
    .filter((phase) => !state.hidden.includes(phase))
    .map((phase) => ({ id: phase, name: PHASE_NAMES[phase] }));
  const added = [
    ...linesOf(answer, of),
    ...(earlier === undefined ? [] : linesBefore(earlier, answer, of, step)),
  ];
  const same = equivalence(answer.total.co2e_g);
  return (
    <>
      <section class="verdict">
        <h1>{verdict(sidesOf(answer, of), of)}</h1>
        <p>
          {periodName(answer.period.from, answer.period.to)}
          {answer.period.partial ? ", today not over" : ""}, counted at {state.boundary}. <BesideBefore />
          {state.task === undefined && state.model === undefined
            ? ""
            : " All tasks and models: no filter holds here."}
        </p>
      </section>
      <KpiStrip
        label="Phases"
        kpis={[...kpisOf(answer, earlier, of, dimension), ...servedKpis(answer, served, of, dimension)]}
      />
      <NoBefore before={before} />
      <ChartCard
        id="phases"
        title={`Training against inference, by ${step}`}
        lead={`${name} with its 90 % interval.${state.boundary === "lifecycle" ? " Production of the hardware is in it, as far as it is known." : ""} The time of a pale bar is not over yet.`}
        height={HEIGHT}
        table={phaseTable(answer, of)}
        legend={<LegendKeys keys={there.map((phase) => ({ id: phase, name: PHASE_NAMES[phase] }))} />}
        draw={(width) => (
          <TimeBars
            title="Training against inference"
            series={series}
            buckets={barsOf(answer, of)}
            step={step}
            dimension={dimension}
            width={width}
            height={HEIGHT}
          />
        )}
      />
      {later ? (
        <>
          <ChartCard
            id="added-up"
            title="Added up"
            lead={`Since ${day(answer.period.from)}. The band is the interval of the sum: doubt that all share, such as the grid's, does not average out.${earlier === undefined ? "" : " Dashed: the time before, as far from its start."}`}
            height={HEIGHT}
            table={tableWithBefore(answer, earlier, of)}
            draw={(width) => (
              <TimeLines
                title="Added up"
                series={added.filter(({ id }) => series.some((shown) => shown.id === id.split(" ")[0]))}
                step={step}
                dimension={dimension}
                width={width}
                height={HEIGHT}
              />
            )}
          />
          <div class="pair">
            <BudgetCard />
            <ProductionCard />
          </div>
          {same === undefined ? null : (
            <p class="equivalence">
              {same.lead} <strong>{same.text}</strong>{" "}
              <small>
                (<a href={same.url}>{same.source}</a>; a length, not a remedy)
              </small>
            </p>
          )}
          {served.is === "known" ? <Intake answer={served.value} /> : null}
          <LeftOut answer={answer} />
        </>
      ) : (
        <div class="waiting" hidden />
      )}
    </>
  );
}

function kpisOf(
  answer: WirePhasesAnswer,
  before: WirePhasesAnswer | undefined,
  of: "co2e" | "energy",
  dimension: Dimension,
): readonly Kpi[] {
  const field = of === "energy" ? "energy_kwh" : "co2e_g";
  return SHOWN_PHASES.flatMap((name) => {
    const now = answer.phases.find(({ phase }) => phase === name);
    const then = before?.phases.find(({ phase }) => phase === name);
    if (now === undefined && then === undefined && (name === "data" || name === "development")) return [];
    const unknown = (now?.unknown ?? []).reduce((sum, { count }) => sum + count, 0);
    const parts = [
      ...(now === undefined || now.inferences === 0 ? [] : [many(now.inferences, "inference")]),
      ...(now === undefined || now.runs === 0 ? [] : [many(now.runs, "booking")]),
      ...(now === undefined || now.tiers.length === 0 ? [] : [now.tiers.join(", ")]),
      ...(unknown === 0 ? [] : [`of ${counted(unknown)} it is not known`]),
    ];
    return [
      {
        name: PHASE_NAMES[name],
        value: now === undefined ? undefined : now[field],
        dimension,
        note: parts.join(" · "),
        ...(before === undefined ? {} : { before: then === undefined ? ("none" as const) : then[field] }),
      },
    ];
  });
}

/** What 1000 inferences take, and what waiting takes where somebody said. */
function servedKpis(
  { phases }: WirePhasesAnswer,
  served: Known<WireSummaryAnswer>,
  of: "co2e" | "energy",
  dimension: Dimension,
): readonly Kpi[] {
  const inferences = phases.find(({ phase }) => phase === "inference")?.inferences ?? 0;
  if (inferences === 0) return [];
  const field = of === "energy" ? "energy_kwh" : "co2e_g";
  const answer = served.is === "known" ? served.value : undefined;
  const failed = served.is === "failed" ? served.trouble.what : undefined;
  const rate = answer?.phases.find(({ phase }) => phase === "inference")?.figures.per_1000?.[field];
  const idle = answer?.idle.total?.[field];
  const unsaid = answer !== undefined && idle === undefined;
  const silent = answer?.idle.not_said.length ?? 0;
  return [
    {
      name:
        answer === undefined || answer.rows.length < 2 ? "1000 inferences" : "1000 inferences of this mix",
      value: served.is === "loading" ? "asked" : (rate ?? null),
      dimension,
      note: failed ?? mixOf(answer, inferences),
    },
    {
      name: "Waiting",
      value: served.is === "loading" ? "asked" : (idle ?? null),
      dimension,
      note:
        failed ??
        (unsaid
          ? "idle time: no profile says what it takes"
          : `idle time of what is served; in none of the others${silent === 0 ? "" : `; ${many(silent, "profile")} more say${silent === 1 ? "s" : ""} nothing of it`}`),
    },
  ];
}

/** Of what the mean is a mean. */
function mixOf(answer: WireSummaryAnswer | undefined, inferences: number): string {
  const parts = (answer?.rows ?? []).map(({ key, figures }) => ({
    name: nameOf(key),
    count: figures.inferences,
  }));
  const mix = mixText(parts, "task", "tasks");
  return `${many(inferences, "inference")}${mix === "" ? "" : `, ${mix}`}`;
}

/** Whether the count is whole. */
function Intake({ answer: { intake } }: { readonly answer: WireSummaryAnswer }): JSX.Element | null {
  if (intake.lost_events === 0) return null;
  return (
    <p class="notice">
      {many(intake.losing_producers, "sender")} had to give up {many(intake.lost_events, "event")}, in no
      figure here.
    </p>
  );
}

function LeftOut({ answer }: { readonly answer: WirePhasesAnswer }): JSX.Element | null {
  const lines = [
    ...mergedLines(answer.ground.assumptions.map(({ text }) => text)),
    ...answer.left_out.map(({ run, part, why }) => `${part} of run ${run}: ${why}`),
    ...answer.phases.flatMap(({ phase, unknown }) =>
      unknown.map(({ count, text }) => `${counted(count)} of ${phase}: ${text}`),
    ),
  ];
  return (
    <section class="card">
      <h2>What these figures rest on</h2>
      {lines.length === 0 ? <p>Nothing else was assumed or left out.</p> : null}
      <ul class="plain">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <p class="quiet">In no figure: {answer.ground.not_counted.join("; ")}.</p>
    </section>
  );
}
