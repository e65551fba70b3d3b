/**
 * How commits and models come to be here: what fills these pages.
 * @module
 */
import type { JSX } from "preact";

/** Steps of a job that sends its runs, and the same by hand. */
export function FirstRuns(): JSX.Element {
  const { origin } = location;
  return (
    <div class="pair">
      <section class="card">
        <h2>In each pull request</h2>
        <p>
          A gramme.yml says what is measured (npx gramme init writes a first one). The job measures base and
          head, comments, and sends what it found here, by its own identity and no secret: this ledger has to
          be reached from GitHub, and to trust the repository (PUT /v1/trusted-repositories/OWNER/NAME).
        </p>
        <pre tabIndex={0}>{`permissions:
  contents: read
  pull-requests: write
  id-token: write
steps:
  - uses: actions/checkout@v7
    with: { fetch-depth: 2 }
  - uses: OWNER/gramme@COMMIT
    with: { ledger-url: ${origin} }`}</pre>
      </section>
      <section class="card">
        <h2>By hand</h2>
        <p>Base against the working tree, or what stands here alone:</p>
        <pre tabIndex={0}>{`npx gramme bench --base main --json > run.json
npx gramme push run.json --ledger ${origin}`}</pre>
        <p>A full training that really took place is booked by its workload's name:</p>
        <pre tabIndex={0}>{`npx gramme push run.json --trained train-digits \\
  --ledger ${origin}`}</pre>
      </section>
    </div>
  );
}
