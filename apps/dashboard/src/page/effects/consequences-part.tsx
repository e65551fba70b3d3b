/**
 * What the team says of effects of the second and third order. It stands apart, is never summed with a figure of the
 * ledger, and says of each branch how well it is known.
 * @module
 */
import {
  type ConsequenceBranch,
  consequenceTree,
  shareUnquantified,
  sourceAddress,
} from "@gramme/core/consequences";
import type { WireConsequenceEffect, WireConsequences } from "@gramme/core/wire/api";
import type { JSX } from "preact";
import { useContext } from "preact/hooks";
import { Page } from "../../shell/page-context.ts";
import { many } from "../../words/many.ts";

const MECHANISM_WORDS: Readonly<Record<WireConsequenceEffect["mechanism"], string>> = {
  substitution: "takes the place of something",
  optimisation: "makes something work better",
  induction: "makes something happen",
  rebound_direct: "direct rebound: more of the same is used",
  rebound_indirect: "indirect rebound: what is saved is spent elsewhere",
  path_dependence: "makes the way things are done hard to leave",
  obsolescence: "makes something old before its time",
};
const INDICATOR_WORDS = {
  gwp: "effect on the climate (GWP)",
  adpe: "use of minerals (ADPe)",
  water: "use of water",
  energy: "use of energy",
} as const;
const DIRECTIONS = {
  decreases: { sign: "▼", word: "decreases" },
  increases: { sign: "▲", word: "increases" },
  unknown: { sign: "?", word: "direction not known" },
} as const;

/** The part of the page. */
export function ConsequencesPart({
  consequences,
}: {
  readonly consequences: WireConsequences | null;
}): JSX.Element | null {
  const { state, project } = useContext(Page);
  if (consequences === null) {
    return state.share === undefined ? (
      <None />
    ) : (
      <NotPublic effects={project?.effects_not_for_publication} />
    );
  }
  const { service, reference_scenario: reference, tier } = consequences;
  const { unquantified, branches } = shareUnquantified(consequences);
  return (
    <section class="card stated" aria-labelledby="consequences">
      <h2 id="consequences">Beyond the first order: what {service.name} makes others do</h2>
      <p class="said">
        Stated by the team, not measured here, and never summed with the figures above.
        {tier === 3 ? " Tier 3 of ITU-T L.1480: not for publication." : ` Tier ${tier} of ITU-T L.1480.`}{" "}
        {branches === 0
          ? "No branch is stated."
          : `${unquantified} of ${branches} branches ${unquantified === 1 ? "is" : "are"} not quantified.`}
      </p>
      <dl>
        <dt>Should AI be used here?</dt>
        <dd>{service.decision}</dd>
        <dt>Something that consumes less</dt>
        <dd>
          {service.less_consuming_alternative.tried ? "Tried. " : "Not tried. "}
          {service.less_consuming_alternative.why_rejected ?? ""}
        </dd>
        <dt>Against what</dt>
        <dd>
          {reference.description} ({reference.without_ai ? "without AI" : "with AI"}, {reference.year},{" "}
          {reference.geography}
          {reference.dynamic ? ", changing over time" : ", as it stood"}
          {reference.source === undefined ? "; no source" : ""})
          {reference.source === undefined ? null : <SourceLink source={reference.source} />}
        </dd>
        <dt>Per</dt>
        <dd>{service.functional_unit}</dd>
      </dl>
      <Branches branches={consequenceTree(consequences)} />
      {consequences.no_increase_because === undefined ? null : (
        <p>No branch increases an impact, since: {consequences.no_increase_because}</p>
      )}
      {consequences.excluded.length === 0 ? null : (
        <>
          <h3>Left out</h3>
          <ul class="plain">
            {consequences.excluded.map(({ what, why }) => (
              <li key={what}>
                {what}: {why}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Branches({ branches }: { readonly branches: readonly ConsequenceBranch[] }): JSX.Element | null {
  if (branches.length === 0) return null;
  return (
    <ul class="tree">
      {branches.map(({ effect, follows }) => (
        <li key={effect.id}>
          <Effect effect={effect} />
          <Branches branches={follows} />
        </li>
      ))}
    </ul>
  );
}

function Effect({ effect }: { readonly effect: WireConsequenceEffect }): JSX.Element {
  const { estimate, source } = effect;
  const { sign, word } = DIRECTIONS[effect.direction];
  return (
    <div class={`effect ${effect.direction}`}>
      <span class="sign-word">
        <span aria-hidden="true">{sign}</span> {word} {INDICATOR_WORDS[effect.indicator]}
      </span>
      <p>{effect.text}</p>
      <p class="quiet">
        Order {effect.order} · {MECHANISM_WORDS[effect.mechanism]} · {effect.actual_or_potential} ·{" "}
        {estimate === null
          ? "not quantified"
          : `${estimate.mid} ${estimate.unit} (${estimate.low} to ${estimate.high}), ${effect.data_quality}`}
        {effect.reversible_after_years === undefined
          ? ""
          : ` · can be undone in ${effect.reversible_after_years} years`}
        {source === undefined ? null : <SourceLink source={source} />}
      </p>
    </div>
  );
}

function SourceLink({ source }: { readonly source: string }): JSX.Element {
  return (
    <>
      {" "}
      <a href={sourceAddress(source)} rel="noreferrer">
        source
      </a>
    </>
  );
}

/** To who reads by a public link. */
function NotPublic({ effects }: { readonly effects: number | undefined }): JSX.Element | null {
  return effects === undefined ? null : (
    <section class="card stated">
      <h2>Beyond the first order</h2>
      <p>
        {many(effects, "effect")} beyond the first order {effects === 1 ? "is" : "are"} stated, and not for
        publication (tier 3 of ITU-T L.1480).
      </p>
    </section>
  );
}

function None(): JSX.Element {
  return (
    <section class="card stated">
      <h2>Beyond the first order</h2>
      <p>
        Nobody has stated what this project makes others do: what it takes the place of, what it brings about,
        what grows since it is cheap. No tool can measure that; a team can say it, with what it is sure of.
        Write it into a <code>consequences.yml</code> (examples/service has one), and:
      </p>
      <pre tabIndex={0}>{`npx gramme validate consequences.yml
npx gramme push consequences.yml --ledger ${location.origin}`}</pre>
    </section>
  );
}
