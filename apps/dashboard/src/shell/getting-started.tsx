/**
 * What a new project sees: nothing is here yet, and the ways to fill it.
 * @module
 */
import type { JSX } from "preact";
import { useContext } from "preact/hooks";
import { PullRequestCard } from "./first-runs.tsx";
import { calibrateByHand, METERED, oneRequest } from "./first-steps.ts";
import { Page } from "./page-context.ts";

/** How to fill an empty project. */
export function GettingStarted(): JSX.Element {
  const { state } = useContext(Page);
  const { origin } = location;
  if (state.share !== undefined) {
    return (
      <section class="verdict">
        <h1>Nothing has come in yet.</h1>
        <p>As soon as this project measures or serves something, it stands here.</p>
      </section>
    );
  }
  return (
    <section class="verdict">
      <h1>Nothing has come in yet.</h1>
      <p>This ledger has no requests and no runs. Any one of these fills the page:</p>
      <div class="pair">
        <section class="card">
          <h2>What is served</h2>
          <p>One request, by hand:</p>
          <pre tabIndex={0}>{oneRequest(origin)}</pre>
          <p>Every request, in a service of Hono's:</p>
          <pre tabIndex={0}>{METERED}</pre>
          <p>What one inference takes, measured here, so that served ones are counted by it:</p>
          <pre tabIndex={0}>{calibrateByHand(origin)}</pre>
        </section>
        <PullRequestCard />
      </div>
      <p class="quiet">
        The page looks again by itself each minute. Deployed with keys, add{" "}
        <code>-H 'authorization: Bearer gk_…'</code>.
      </p>
    </section>
  );
}
