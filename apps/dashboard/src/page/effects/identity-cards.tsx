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
import { useAnswer } from "../../ledger/use-answer.ts";
import { KnownView } from "../../shell/known-view.tsx";
import { Page } from "../../shell/page-context.ts";
import { useStep } from "../../state/use-step.ts";
import { SHOWN } from "../inference/rows.ts";

const HEIGHT = 150;

/** One time: inferences, what they took, and what 1000 of them took. */
interface Identity {
  readonly at: string;
  readonly partial: boolean;
  readonly inferences: number;
  readonly total: WireQuantity | null;
  readonly per1000: WireQuantity | null;
}

/** The three charts. */
export function IdentityCards(): JSX.Element {
  const { state } = useContext(Page);
  const step = useStep();
  const of = state.of === "energy" ? "energy" : "co2e";
  const { field, dimension, name } = SHOWN[of];
  const known = useAnswer("/api/series", { ...questionOf(state), step }, "series");
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
            lead={`Inferences; ${name} of 1000 of them; ${name} in all. Where the second falls and the third rises, growth ate what efficiency saved.${state.of === "water" ? " Over time the ledger tells carbon and energy only." : ""}`}
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
                  {draw("intensity", `${name} of 1000 inferences`, ({ per1000 }) => per1000)(width)}
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
export function identities({ points }: WireSeriesAnswer, of: "co2e" | "energy"): readonly Identity[] {
  return points.map((point) => {
    const total = of === "energy" ? point.energy_kwh : point.co2e_g;
    return {
      at: point.at,
      partial: point.partial,
      inferences: point.inferences,
      total,
      per1000:
        total === null || point.known === 0
          ? null
          : {
              value: (total.value / point.known) * 1000,
              low: (total.low / point.known) * 1000,
              high: (total.high / point.known) * 1000,
            },
    };
  });
}

function exactly(value: number): WireQuantity {
  return { value, low: value, high: value };
}
