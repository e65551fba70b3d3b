/**
 * Total = volume × intensity, the three over time in one column, each on its own axis in its own unit.
 * @module
 */
import type { WireQuantity, WireSeriesAnswer } from "@gramme/core/wire/api";
import type { JSX } from "preact";
import { useContext } from "preact/hooks";
import { ChartCard } from "../../chart/chart-card.tsx";
import { TimeBars } from "../../chart/time-bars.tsx";
import { questionOf } from "../../ledger/period-query.ts";
import { type Known, useAnswer } from "../../ledger/use-answer.ts";
import { KnownView } from "../../shell/known-view.tsx";
import { Page } from "../../shell/page-context.ts";
import type { Measure } from "../../state/url-state.ts";
import { useStep } from "../../state/use-step.ts";
import { many } from "../../words/many.ts";
import { SHOWN } from "../../state/measure.ts";
import { of1000 } from "../inference/trend-card.tsx";

const HEIGHT = 150;

/** One time: inferences, what they took, and what 1000 of them took. */
interface Identity {
  readonly at: string;
  readonly partial: boolean;
  readonly inferences: number;
  readonly total: WireQuantity | null;
  readonly per1000: WireQuantity | null;
}

/** What the three charts are of, asked at once with what stands above them. */
export function useIdentity(): Known<WireSeriesAnswer> {
  const { state, project } = useContext(Page);
  const step = useStep();
  const { task, model } = state;
  return useAnswer(
    project?.has.requests === true ? "/api/series" : undefined,
    {
      ...questionOf(state),
      phase: "inference",
      task,
      model,
      step,
      water: state.of === "water" ? "in" : undefined,
    },
    "series",
  );
}

/** The three charts. */
export function IdentityCards({ known }: { readonly known: Known<WireSeriesAnswer> }): JSX.Element {
  const { state } = useContext(Page);
  const step = useStep();
  const { of } = state;
  const { field, dimension, name } = SHOWN[of];
  return (
    <KnownView known={known} height={HEIGHT * 3 + 260}>
      {(answer) => {
        const rows = identities(answer, of);
        const draw =
          (id: string, label: string, value: (row: Identity) => WireQuantity | null, counts = false) =>
          (width: number): JSX.Element => (
            <TimeBars
              title={label}
              caption={label}
              series={[{ id, name: label }]}
              buckets={rows.map((row) => ({
                at: row.at,
                partial: row.partial,
                values: { [id]: value(row) },
              }))}
              step={step}
              dimension={counts ? "count" : dimension}
              width={width}
              height={HEIGHT}
            />
          );
        return (
          <ChartCard
            id="identity"
            title={`Volume × intensity = total, by ${step}`}
            lead={`Inferences; ${name} of 1000 of them; ${name} in all. Where the second falls and the third rises, growth ate what efficiency saved.${identityGap(answer)}`}
            height={HEIGHT * 3}
            table={{
              columns: [
                { kind: "day", name: "at", head: "From (UTC)" },
                { kind: "number", name: "inferences", head: "Inferences" },
                { kind: "quantity", name: `${field}_per_1000`, head: `${name} per 1000`, dimension },
                { kind: "quantity", name: field, head: `${name} in all`, dimension },
              ],
              rows: rows.map(({ at, inferences, per1000, total }) => [at, inferences, per1000, total]),
            }}
            draw={(width) => (
              <>
                {/* what is read of a drawing stands in it, and not in the first */}
                <div class="drawn">
                  {draw("volume", "Inferences", ({ inferences }) => exactly(inferences), true)(width)}
                </div>
                <div class="drawn">
                  {draw("intensity", `${name} of 1000 inferences`, (row) => row.per1000)(width)}
                </div>
                <div class="drawn">{draw("inference", `${name} in all`, ({ total }) => total)(width)}</div>
              </>
            )}
          />
        );
      }}
    </KnownView>
  );
}

/** Points of an answer without groups; a rate only where some energy is known. */
export function identities({ points }: WireSeriesAnswer, of: Measure): readonly Identity[] {
  return points.map(({ at, partial, inferences, behind, ...figures }) => {
    const total = figures[SHOWN[of].field] ?? null;
    return {
      at,
      partial,
      inferences,
      total,
      per1000: total === null || behind === 0 ? null : of1000(total, behind),
    };
  });
}

/** Why the first × the second is not the third, where it is not; empty where it is. */
export function identityGap({ points }: Pick<WireSeriesAnswer, "points">): string {
  const without = Math.round(points.reduce((sum, { inferences, behind }) => sum + inferences - behind, 0));
  return without <= 0
    ? ""
    : ` ${many(without, "inference")} of the first ${without === 1 ? "is" : "are"} in neither of the others: what they took is not known.`;
}

function exactly(value: number): WireQuantity {
  return { value, low: value, high: value };
}
