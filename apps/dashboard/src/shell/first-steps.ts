/**
 * What fills an empty ledger: commands and files to copy, with this ledger's address in them.
 * @module
 */

/** Steps of a job on `pull_request`: measures base and head, and sends what it found. */
export function workflow(ledger: string): string {
  return `permissions:
  contents: read
  pull-requests: write
  id-token: write
steps:
  - uses: actions/checkout@v7
    with: { fetch-depth: 2 }
  - uses: OWNER/gramme@COMMIT
    with: { ledger-url: ${ledger} }`;
}

/** Measures base against the working tree, and sends it. */
export function compareByHand(ledger: string): string {
  return `npx gramme bench --base main --json > run.json
npx gramme push run.json --ledger ${ledger}`;
}

/** Measures what stands here, and sends it as what its inferences take from now on. */
export function calibrateByHand(ledger: string): string {
  return `npx gramme bench --json > run.json
npx gramme push run.json --calibrate --ledger ${ledger}`;
}

/** Books a full training that took place. */
export function bookTraining(ledger: string): string {
  return `npx gramme push run.json --trained train-digits \\
  --ledger ${ledger}`;
}

/** Sends one request that was served, in the shell. */
export function oneRequest(ledger: string): string {
  return `curl ${ledger}/v1/events \\
  -H 'content-type: application/json' \\
  -d '{"schema": "gramme/events/1", "events": [{
    "id": "try-'$(date +%s)'", "at_unix_ms": '$(date +%s)'000,
    "task": "text-classification", "model": "my-model",
    "timing": "wall", "duration_ms": 12 }]}'`;
}

/** Meters every request of a service of Hono's. */
export const METERED = `app.use("/classify", meter({
  task: "text-classification", model: "my-model", outbox
}));`;
