/**
 * Where the doubt comes from, source by source.
 * @module
 */
import type { JSX } from "preact";
import { ChartCard } from "../../chart/chart-card.tsx";
import { ShareBars, shareBarsHeight } from "../../chart/share-bars.tsx";
import { type DoubtOfPhase, percent } from "./doubt.ts";

const TITLE = "Where the doubt comes from";

/** The card of doubt; nothing where no carbon is known. */
export function DoubtCard({ doubts }: { readonly doubts: readonly DoubtOfPhase[] }): JSX.Element | null {
  const sources = doubts.flatMap(({ phase, sources: own }) => own.map((source) => ({ phase, ...source })));
  if (sources.length === 0) return null;
  const several = doubts.length > 1;
  const mendable = sources.find(({ narrower }) => narrower !== undefined);
  return (
    <ChartCard
      id="doubt"
      title={TITLE}
      lead="Each source's share of how far the CO₂e of what was served may be off (its part of the variance). More requests make none of these smaller: they share them."
      height={shareBarsHeight(sources.length)}
      table={{
        columns: [
          { kind: "text", name: "phase", head: "Phase" },
          { kind: "text", name: "source", head: "Source" },
          { kind: "text", name: "about", head: "What it is" },
          { kind: "number", name: "share", head: "Share of doubt" },
          { kind: "text", name: "narrower", head: "What would narrow it" },
        ],
        rows: sources.map(({ phase, id, about, share, narrower = "" }) => [
          phase,
          id,
          about,
          share,
          narrower,
        ]),
      }}
      draw={(width) => (
        <ShareBars
          title={TITLE}
          bars={sources.map(({ phase, id, about, share, narrower }) => ({
            id: `${phase} ${id}`,
            name: several ? `${phase}: ${about}` : about,
            look: phase,
            share,
            text: percent(share),
            lines: [`of the doubt of ${phase}`, id, narrower ?? ""],
          }))}
          width={width}
        />
      )}
    >
      {mendable === undefined ? null : (
        <p>
          What can be narrowed most, {percent(mendable.share)} of the doubt of {mendable.phase}:{" "}
          {mendable.narrower}.
        </p>
      )}
    </ChartCard>
  );
}
