/**
 * What workloads took where nothing was compared: the history of main, runs of people, trainings.
 * @module
 */
import type { WireRunRow } from "@gramme/core/wire/api";
import { withInterval } from "@gramme/core/words";
import type { JSX } from "preact";
import { useContext } from "preact/hooks";
import { ChartCard } from "../../chart/chart-card.tsx";
import { TimeLines } from "../../chart/time-lines.tsx";
import { Page } from "../../shell/page-context.ts";
import { day } from "../../words/time.ts";
import { type AloneWorkload, aloneTable, aloneWorkloads } from "./alone.ts";
import { shortSha } from "./links.ts";
import { WorkloadChoice } from "./workload-choice.tsx";

const HEIGHT = 220;
/** Trainings that are named. */
const MOST_NAMED = 5;

/** The card; nothing where every run compares. */
export function AloneCard({
  runs,
  more,
}: {
  readonly runs: readonly WireRunRow[];
  /** Whether older ones are not among them. */
  readonly more: boolean;
}): JSX.Element | null {
  const { state } = useContext(Page);
  const workloads = aloneWorkloads(runs);
  const shown = workloads.find(({ name }) => name === state.workload) ?? workloads[0];
  const newest = shown?.measured.at(-1);
  if (shown === undefined || newest === undefined) return null;
  const { work } = newest;
  return (
    <ChartCard
      id="alone"
      title="Measured without a base"
      lead={`CO₂e of ${shown.unit} of ${shown.name}, each time it was measured, with its 90 % interval, on a log axis. Newest: ${withInterval(work.co2e_g, "g")}, counted at ${work.boundary}, ${work.tier}. Another machine or site is another figure: only a comparison says what a commit did.`}
      height={HEIGHT}
      table={aloneTable(workloads)}
      legend={
        workloads.length < 2 ? undefined : (
          <WorkloadChoice names={[...new Set(workloads.map(({ name }) => name))]} value={shown.name} />
        )
      }
      draw={(width) => (
        <TimeLines
          title={`CO₂e of ${shown.unit} of ${shown.name}`}
          series={[
            {
              id: work.phase,
              name: shown.name,
              points: shown.measured.map(({ run, work: { co2e_g } }) => ({
                at: run.started_at,
                value: co2e_g,
              })),
            },
          ]}
          step="day"
          dimension="g"
          added={false}
          width={width}
          height={HEIGHT}
        />
      )}
    >
      <p>
        {trainedText(workloads)}
        {more ? ` These are the newest ${runs.length} runs of the time; /api/runs has all.` : ""}
      </p>
    </ChartCard>
  );
}

/** Trainings that really took place, newest first. */
function trainedText(workloads: readonly AloneWorkload[]): string {
  const trained = workloads
    .flatMap(({ measured }) => measured.filter((one) => one.trained))
    .toSorted((a, b) => b.run.started_at.localeCompare(a.run.started_at));
  if (trained.length === 0) {
    return "No training of these really took place: a ledger books one when it is pushed with --trained.";
  }
  const named = trained
    .slice(0, MOST_NAMED)
    .map(
      ({ run, work }) =>
        `${work.name} on ${day(run.started_at)} at ${shortSha(run.source.sha)}, ${withInterval(work.co2e_g, "g")}`,
    );
  const rest = trained.length - named.length;
  return `Trainings that really took place: ${named.join("; ")}${rest > 0 ? `; and ${rest} more` : ""}.`;
}
