/**
 * Making against using, model by model: parity, and what each phase took over a model's life.
 * @module
 */
import type { WireParityAnswer } from "@gramme/core/wire/api";
import type { JSX } from "preact";
import { ChartCard } from "../../chart/chart-card.tsx";
import { RangePlot, rangePlotHeight } from "../../chart/range-plot.tsx";
import { parityGrounds, parityRows, paritySentence, parityTable, phaseRows } from "./parity.ts";

/** Models that are drawn. */
const MOST_DRAWN = 16;
const MOST_IN_PHASES = 6;

/** The cards. */
export function ParityCards({ answer }: { readonly answer: WireParityAnswer }): JSX.Element {
  const { rows, others } = parityRows(answer);
  const drawn = rows.slice(0, MOST_DRAWN);
  const phases = phaseRows(answer, MOST_IN_PHASES);
  const own = { counts: `energy, counted at ${answer.boundary}`, time: "over each model's whole life" };
  const title = "Parity: inferences served against those that would take as much as making the model";
  return (
    <>
      <ChartCard
        id="parity"
        title={title}
        lead={`${paritySentence(answer)} By energy, at ${answer.boundary}, over each model's whole life and all its tasks.${rows.length > MOST_DRAWN ? ` The ${MOST_DRAWN} least used are drawn; the table has all.` : ""}`}
        height={drawn.length === 0 ? 0 : rangePlotHeight(drawn.length, true)}
        table={parityTable(answer)}
        own={own}
        draw={(width) =>
          drawn.length === 0 ? null : (
            <RangePlot
              title={title}
              rows={drawn}
              dimension="count"
              level={{ value: 1, name: "left of the dashed line: cost more to make than to use" }}
              width={width}
            />
          )
        }
      >
        <p>
          Whatever time is chosen above; development is left out, as in the published figures.
          {parityGrounds(answer)}
        </p>
        {others.length === 0 ? null : (
          <ul class="plain">
            {others.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        )}
      </ChartCard>
      {phases.rows.length === 0 ? null : (
        <ChartCard
          id="model-phases"
          title="What each phase of a model took"
          lead={`Energy at ${answer.boundary} over its whole life, on a log axis. What is not booked has no row: it is unknown, not 0; nor are inferences in it of which it is not known.${phases.left === 0 ? "" : ` The ${MOST_IN_PHASES} largest models are drawn, ${phases.left} are in the table of parity.`}`}
          height={rangePlotHeight(phases.rows.length)}
          own={own}
          table={{
            columns: [
              { kind: "text", name: "model_phase", head: "Model, phase" },
              { kind: "quantity", name: "energy_kwh", head: "Energy", dimension: "kwh" },
            ],
            rows: phases.rows.map((row) => [row.title ?? row.name, row.value]),
          }}
          draw={(width) => (
            <RangePlot title="What each phase took" rows={phases.rows} dimension="kwh" width={width} />
          )}
        />
      )}
    </>
  );
}
