/**
 * Running the hardware against having made it: operational and embodied carbon of the same work.
 * @module
 */
import type { WirePhasesAnswer, WireQuantity } from "@gramme/core/wire/api";
import { unitFor, withInterval } from "@gramme/core/words";
import type { JSX } from "preact";
import { useContext } from "preact/hooks";
import { timeOf } from "../../ledger/period-query.ts";
import { useAnswer } from "../../ledger/use-answer.ts";
import { KnownView } from "../../shell/known-view.tsx";
import { Page } from "../../shell/page-context.ts";
import { added } from "./added.ts";
import { PHASE_NAMES } from "./phase-points.ts";
import { counted } from "../../words/counted.ts";

/** The card of operation and production. It counts the whole facility, whatever the page does. */
export function ProductionCard(): JSX.Element {
  const { state } = useContext(Page);
  const known = useAnswer("/api/phases", { ...timeOf(state), boundary: "facility", step: "month" }, "phases");
  return (
    <KnownView known={known} height={180}>
      {(answer) => <Card answer={answer} />}
    </KnownView>
  );
}

function Card({ answer }: { readonly answer: WirePhasesAnswer }): JSX.Element {
  const rows = answer.phases.flatMap(({ phase, co2e_g, production, inferences, runs }) =>
    co2e_g === null
      ? []
      : [{ phase, use: co2e_g, made: production?.co2e_g, unknown: notKnown(production, inferences, runs) }],
  );
  const most = Math.max(0, ...rows.flatMap(({ use, made }) => [use.high, made?.high ?? 0]));
  const { factor, unit } = unitFor(most, "g");
  const made = added(rows.flatMap((row) => (row.made === undefined ? [] : [row.made])));
  const use = answer.total.co2e_g ?? undefined;
  return (
    <section class="card">
      <h2>Operation and production</h2>
      <p>
        {rows.length === 0
          ? "Nothing was done in this time."
          : made === undefined || use === undefined
            ? "Production of the hardware is known of nothing here: only runs and calibrated profiles tell it."
            : `Electricity at facility took ${withInterval(use, "g")}; making the hardware, by share of its life, ${withInterval(made, "g")}. The boundary lifecycle has both.`}
      </p>
      {rows.length === 0 ? null : (
        <table class="bars">
          <thead>
            <tr>
              <th scope="col">Phase</th>
              <th scope="col">Operation, {unit}</th>
              <th scope="col">Production, {unit}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.phase}>
                <th scope="row">{PHASE_NAMES[row.phase]}</th>
                <td>
                  <Bar value={row.use} most={most} factor={factor} look={row.phase} />
                </td>
                <td>
                  {row.made === undefined ? (
                    "not known"
                  ) : (
                    <Bar value={row.made} most={most} factor={factor} look="third" />
                  )}
                  {row.unknown === "" ? null : <small>{row.unknown}</small>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function notKnown(
  production: WirePhasesAnswer["phases"][number]["production"],
  inferences: number,
  runs: number,
): string {
  if (production === null) return "";
  const missing = inferences - production.inferences;
  const missingRuns = runs - production.runs;
  const parts = [
    ...(missing > 0 ? [`${counted(missing)} inferences`] : []),
    ...(missingRuns > 0 ? [`${missingRuns} bookings`] : []),
  ];
  return parts.length === 0 ? "" : `without ${parts.join(" and ")}, of which it is not known`;
}

function Bar({
  value,
  most,
  factor,
  look,
}: {
  readonly value: WireQuantity;
  readonly most: number;
  readonly factor: number;
  readonly look: string;
}): JSX.Element {
  const percent = (of: number): string => `${most === 0 ? 0 : ((of / most) * 100).toFixed(2)}%`;
  return (
    <>
      {(value.value * factor).toPrecision(3)}
      <span class={`bar-row series ${look}`} aria-hidden="true">
        <span style={{ width: percent(value.value) }} />
        <i style={{ left: percent(value.low), width: percent(value.high - value.low) }} />
      </span>
    </>
  );
}
