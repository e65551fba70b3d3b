/**
 * How commits and models come to be here: what fills these pages.
 * @module
 */
import type { JSX } from "preact";
import { useContext } from "preact/hooks";
import { bookTraining, compareByHand, workflow } from "./first-steps.ts";
import { Page } from "./page-context.ts";

/** Steps of a job that sends its runs, and the same by hand. */
export function FirstRuns(): JSX.Element | null {
  const { state } = useContext(Page);
  const { origin } = location;
  // who reads by a public link has nothing to send
  if (state.share !== undefined) return null;
  return (
    <div class="pair">
      <PullRequestCard />
      <section class="card">
        <h2>By hand</h2>
        <p>Base against the working tree, or what stands here alone:</p>
        <pre tabIndex={0}>{compareByHand(origin)}</pre>
        <p>A full training that really took place is booked by its workload's name:</p>
        <pre tabIndex={0}>{bookTraining(origin)}</pre>
      </section>
    </div>
  );
}

/** The job of a pull request. */
export function PullRequestCard(): JSX.Element {
  return (
    <section class="card">
      <h2>In each pull request</h2>
      <p>
        A gramme.yml says what is measured (npx gramme init writes a first one). The job measures base and
        head, comments, and sends what it found here, by its own identity and no secret: this ledger has to be
        reached from GitHub, and to trust the repository (PUT /v1/trusted-repositories/OWNER/NAME).
      </p>
      <pre tabIndex={0}>{workflow(location.origin)}</pre>
    </section>
  );
}
