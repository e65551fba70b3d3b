/**
 * What a new project sees: nothing is here yet, and the three ways to fill it.
 * @module
 */
import type { JSX } from "preact";

/** How to fill an empty project. */
export function GettingStarted(): JSX.Element {
  const { origin } = location;
  return (
    <section class="verdict">
      <h1>Nothing has come in yet.</h1>
      <p>This ledger has no requests and no runs. Any one of these fills the page:</p>
      <div class="pair">
        <section class="card">
          <h2>1. Measure trainings and models</h2>
          <p>In a project with a gramme.yml (npx gramme init writes a first one):</p>
          <pre tabIndex={0}>{`npx gramme bench --json > run.json
npx gramme push run.json --calibrate --ledger ${origin}`}</pre>
          <p>In each pull request, by the GitHub Action:</p>
          <pre tabIndex={0}>{`- uses: gramme/action@v1
  with:
    ledger: ${origin}
# permissions: id-token: write`}</pre>
        </section>
        <section class="card">
          <h2>2. Meter what is served</h2>
          <p>One request, by hand:</p>
          <pre tabIndex={0}>{`curl ${origin}/v1/events \\
  -H 'content-type: application/json' \\
  -d '{"schema":"gramme/events/1","events":[{
        "id":"first-1","at":"'$(date -u +%FT%TZ)'",
        "task":"text-classification",
        "model":"my-model","duration_ms":12}]}'`}</pre>
          <p>Every request, in a service of Hono's:</p>
          <pre tabIndex={0}>{`app.use("/classify", meter({
  task: "text-classification", model: "my-model", outbox
}));`}</pre>
        </section>
      </div>
      <p class="quiet">
        The page looks again by itself each minute. Deployed with keys, add{" "}
        <code>-H 'authorization: Bearer gk_…'</code>.
      </p>
    </section>
  );
}
