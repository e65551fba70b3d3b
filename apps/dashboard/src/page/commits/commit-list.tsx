/**
 * Commits with what each did, where it stands, and who accepted it why.
 * @module
 */
import type { WireRunRow } from "@gramme/core/wire/api";
import { change } from "@gramme/core/words";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { max, min } from "../../chart/extent.ts";
import { VERDICT_WORDS, VerdictSign } from "../../chart/verdict-sign.tsx";
import { day, moment } from "../../words/time.ts";
import { changeText, type Comparison, isAccepted, type Wanted, wantedOf } from "./changes.ts";
import { linksOf, shortSha } from "./links.ts";

/** Commits that are listed at once. */
const FIRST = 20;

/** The list, newest first. */
export function CommitList({
  runs,
  wanted,
}: {
  readonly runs: readonly WireRunRow[];
  readonly wanted: Wanted;
}): JSX.Element {
  const [all, setAll] = useState(false);
  const several = new Set(runs.map(({ source }) => source.repository)).size > 1;
  const listed = runs.filter((run) => wantedOf(run, wanted).length > 0);
  return (
    <section class="card" id="list">
      <h2>Commit by commit</h2>
      <ul class="commits">
        {listed.slice(0, all ? undefined : FIRST).map((run) => (
          <Commit key={run.key} run={run} wanted={wanted} several={several} />
        ))}
      </ul>
      {listed.length === 0 ? <p>None has a verdict that is shown.</p> : null}
      {all || listed.length <= FIRST ? null : (
        <p>
          <button type="button" onClick={() => setAll(true)}>
            All {listed.length}
          </button>
        </p>
      )}
    </section>
  );
}

function Commit({
  run,
  wanted,
  several,
}: {
  readonly run: WireRunRow;
  readonly wanted: Wanted;
  /** Whether there are commits of other repositories too. */
  readonly several: boolean;
}): JSX.Element {
  const { source, base, accepted } = run;
  const links = linksOf(run);
  const calls = wantedOf(run, wanted);
  const told = calls.filter(({ verdict }) => verdict !== "no-change");
  const same = calls.filter(({ verdict }) => verdict === "no-change");
  const notes = [
    ...(several ? [source.repository] : []),
    // of a pull request it is the merge that GitHub made up
    ...(source.pull_request === undefined ? [source.ref.replace(/^refs\/(?:heads|tags)\//u, "")] : []),
    ...(source.part === undefined ? [] : [`part ${source.part}`]),
    ...(run.partial ? ["ended before all was measured"] : []),
    ...(run.dirty === true ? ["with changes that are in no commit"] : []),
  ];
  return (
    <li>
      <p>
        <Link to={links.commit} sha text={shortSha(source.sha)} />
        {base === undefined ? null : (
          <>
            {" against "}
            <Link to={links.base} sha text={shortSha(base)} />
          </>
        )}
        {source.pull_request === undefined ? null : (
          <>
            {" · "}
            <Link to={links.pullRequest} text={`#${source.pull_request}`} />
          </>
        )}
        {" · "}
        {moment(run.started_at)}
        {notes.length === 0 ? null : (
          <>
            {" · "}
            <bdi>{notes.join(" · ")}</bdi>
          </>
        )}
        {links.job === undefined ? null : (
          <>
            {" · "}
            <a href={links.job}>job</a>
          </>
        )}
      </p>
      <p class="calls">
        {told.map((one) => (
          <span key={one.name}>
            <VerdictSign verdict={one.verdict} accepted={isAccepted(run, one)} />
            {VERDICT_WORDS[one.verdict]}: {one.name} {changeText(one)}
          </span>
        ))}
        {same.length === 0 ? null : (
          <span>
            <VerdictSign verdict="no-change" />
            {`no change: ${same.length === 1 ? (same[0]?.name ?? "") : `${same.length} workloads`}`}
            {withinText(same)}
          </span>
        )}
      </p>
      {accepted === undefined ? null : (
        <p>
          Accepted by <bdi>{accepted.by}</bdi> on {day(accepted.at)}: “<bdi>{accepted.reason}</bdi>”
        </p>
      )}
    </li>
  );
}

/** Between what a change lies, if there is one; of several workloads, the widest. Empty where one has no interval. */
function withinText(same: readonly Comparison[]): string {
  const low = min(same, (one) => one.low);
  const high = max(same, (one) => one.high);
  if (low === undefined || high === undefined || same.some((one) => one.low === undefined)) return "";
  return `; if there is a change, it lies between ${change(low)} and ${change(high)}`;
}

function Link({
  to,
  text,
  sha = false,
}: {
  readonly to: string | undefined;
  readonly text: string;
  readonly sha?: boolean;
}): JSX.Element {
  const name = sha ? "sha" : undefined;
  return to === undefined ? (
    <span class={name}>{text}</span>
  ) : (
    <a class={name} href={to}>
      {text}
    </a>
  );
}
