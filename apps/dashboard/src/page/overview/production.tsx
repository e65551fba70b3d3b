/**
 * Running the hardware against having made it: operational and embodied carbon of the same work.
 * @module
 */
import type { WirePhasesAnswer, WireQuantity } from "@gramme/core/wire/api";
import { inOneUnit } from "@gramme/core/words";
import type { JSX } from "preact";
import { useContext } from "preact/hooks";
import { timeOf } from "../../ledger/period-query.ts";
import { useAnswer } from "../../ledger/use-answer.ts";
import { KnownView } from "../../shell/known-view.tsx";
import { Page } from "../../shell/page-context.ts";
import { PHASE_NAMES } from "./phase-points.ts";
import { productionRows, productionSentence } from "./production-rows.ts";

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
  const rows = productionRows(answer);
  const most = Math.max(0, ...rows.flatMap(({ use, made }) => [use?.high ?? 0, made?.high ?? 0]));
  return (
    <section class="card">
      <h2>Operation and production</h2>
      <p>{productionSentence(answer)}</p>
      {rows.length === 0 ? null : (
        <table class="bars">
          <thead>
            <tr>
              <th scope="col">Phase</th>
              <th scope="col">Operation</th>
              <th scope="col">Production</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ phase, use, made, without }) => (
              <tr key={phase}>
                <th scope="row">{PHASE_NAMES[phase]}</th>
                <td>{use === null ? "not known" : <Bar value={use} most={most} look={phase} />}</td>
                <td>
                  {made === null ? "not known" : <Bar value={made} most={most} look="third" />}
                  {without === "" ? null : <small>{without}</small>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

/** An amount in the unit that it reads well in, its interval under it; bars of all are of one scale. */
function Bar({
  value,
  most,
  look,
}: {
  readonly value: WireQuantity;
  readonly most: number;
  readonly look: string;
}): JSX.Element {
  const percent = (of: number): string => `${most === 0 ? 0 : ((of / most) * 100).toFixed(2)}%`;
  const [printed = { value: "", interval: "" }] = inOneUnit([value], "g");
  return (
    <>
      {printed.value} {value.high === 0 ? null : <small>{printed.interval}</small>}
      <span class={`bar-row series ${look}`} aria-hidden="true">
        <span style={{ width: percent(value.value) }} />
        <i style={{ left: percent(value.low), width: percent(value.high - value.low) }} />
      </span>
    </>
  );
}
