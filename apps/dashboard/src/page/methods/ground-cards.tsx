/**
 * What figures rest on: profiles, factors, grids; what was said otherwise before, what was assumed, what is in none.
 * @module
 */
import { SOURCE_TIERS, TIER_MEANING } from "@gramme/core/tier";
import type { WireApiGround, WireSummaryAnswer } from "@gramme/core/wire/api";
import type { JSX } from "preact";
import { useContext } from "preact/hooks";
import { TableCard } from "../../chart/table-card.tsx";
import { timeOf } from "../../ledger/period-query.ts";
import { useAnswer } from "../../ledger/use-answer.ts";
import { KnownView } from "../../shell/known-view.tsx";
import { Page } from "../../shell/page-context.ts";
import { moment } from "../../words/time.ts";
import { groundsTogether } from "./restated.ts";
import { factorRows, factorTable, factorText, gridText, profileTable, type UsedFactor } from "./tables.ts";
import { many } from "../../words/many.ts";
import { counted } from "../../words/counted.ts";

/** How the energy of what was served is known. */
export function ProfilesCard({ served }: { readonly served: WireSummaryAnswer | undefined }): JSX.Element {
  const { state } = useContext(Page);
  const known = useAnswer("/api/profiles-in-use", timeOf(state), "profiles");
  const tiers = served?.phases.flatMap(({ figures }) => figures.tiers) ?? [];
  const unknown = served?.phases.flatMap(({ figures }) => figures.unknown) ?? [];
  return (
    <KnownView known={known} height={260}>
      {(answer) => (
        <TableCard
          id="profiles"
          title="How the energy is known"
          lead="A profile says it, version by version. A version that puts an earlier one right takes its place in all of history."
          table={profileTable(answer)}
          empty="Nothing was served in this time. Trainings are known by the meters of their runs."
        >
          <dl>
            {SOURCE_TIERS.flatMap((tier) => {
              const count = tiers.reduce((sum, one) => (one.tier === tier ? sum + one.count : sum), 0);
              return count === 0
                ? []
                : [
                    <dt key={tier}>
                      {tier}: {counted(count)}
                    </dt>,
                    <dd key={`${tier} means`}>{TIER_MEANING[tier]}</dd>,
                  ];
            })}
            {unknown.flatMap(({ count, text }, index) => [
              <dt key={`${text}${index}`}>not known: {counted(count)}</dt>,
              <dd key={`${text}${index} means`}>{text}</dd>,
            ])}
          </dl>
          {served?.plausibility.map(({ profile, text }) => (
            <p key={profile}>
              {profile}: {text}
            </p>
          ))}
        </TableCard>
      )}
    </KnownView>
  );
}

/** Every factor in use. */
export function FactorsCard({ ofRuns }: { readonly ofRuns: WireApiGround["factors"] }): JSX.Element {
  const known = useAnswer("/api/factors", {}, "factors");
  return (
    <KnownView known={known} height={420}>
      {({ factors, runs }) => {
        const rows = factorRows(factors, ofRuns);
        return (
          <TableCard
            id="factors"
            title="Every factor in use"
            lead={`Of all that was ever counted here, least sure first. A spread of 1.5 means within × 1.5 and ÷ 1.5 nine times in ten. A new value of what is used on reading restates history; what a run used stays with it.${runs === undefined || runs.more === 0 ? "" : ` Of ${many(runs.read, "run")}; ${counted(runs.more)} older ones were not read.`}`}
            table={factorTable(rows)}
            empty="No factor is in use yet."
            show={(row, column) => shownFactor(rows[row], column)}
          />
        );
      }}
    </KnownView>
  );
}

function shownFactor(factor: UsedFactor | undefined, column: string): JSX.Element | string | undefined {
  if (factor === undefined) return undefined;
  if (column === "value") return factorText(factor);
  if (column === "year") return String(factor.year);
  if (column !== "source" || !/^https?:/u.test(factor.url)) return undefined;
  return <a href={factor.url}>{factor.source}</a>;
}

/** Grids in use, annual and live side by side. */
export function GridCard(): JSX.Element {
  const known = useAnswer("/api/grid", {}, "grid");
  return (
    <KnownView known={known} height={160}>
      {({ zones, failures }) => (
        <List
          title="Grids in use"
          texts={[
            ...zones.map(gridText),
            ...failures.map(
              ({ zone, provider, why, at }) => `${zone} by ${provider} failed on ${moment(at)}: ${why}`,
            ),
          ]}
          none="No zone was named: where the electricity comes from is assumed, with a wide spread."
        />
      )}
    </KnownView>
  );
}

/** What was said otherwise before, assumed, and left out. */
export function GroundCards({ grounds }: { readonly grounds: readonly WireApiGround[] }): JSX.Element {
  const { assumptions, restated, notCounted } = groundsTogether(grounds);
  return (
    <div class="pair">
      <List title="Restated since" texts={restated} none="No figure of this time has been restated." />
      <List title="Assumed, since nobody said" texts={assumptions} none="Nothing was assumed." />
      <List title="In no figure" texts={notCounted} none="" />
    </div>
  );
}

function List({
  title,
  texts,
  none,
}: {
  readonly title: string;
  readonly texts: readonly string[];
  readonly none: string;
}): JSX.Element {
  return (
    <section class="card">
      <h2>{title}</h2>
      {texts.length === 0 ? <p>{none}</p> : null}
      <ul class="plain">
        {texts.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </section>
  );
}
