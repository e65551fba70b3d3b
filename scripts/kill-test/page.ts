/**
 * The page docs/kill-test.md: what was killed, and what was counted.
 * @module
 */
import type { KillReport } from "../../apps/worker/test/kill/kill-rounds.ts";

/** A report as a table. */
export function killTable(report: KillReport): string {
  const { rounds, seed, seconds, kills, processes, added, kept, acked, unheard, judgements } = report;
  return `| | |
| --- | ---: |
| rounds (seed ${seed}, ${Math.round(seconds)} s) | ${n(rounds)} |
| \`kill -9\` of workerd | ${n(kills.workerd)} |
| \`kill -9\` of a producer | ${n(kills.producer)} |
| \`kill -9\` of serve | ${n(kills.serve)} |
| producer processes | ${n(processes)} |
| events handed to an outbox | ${n(added)} |
| of these kept, by the outbox's word | ${n(kept)} |
| of these acked, as a producer heard it | ${n(acked)} |
| batches whose answer was lost on the way | ${n(unheard)} |

| Read from | counted | lost | double |
| --- | ---: | ---: | ---: |
${Object.entries(judgements)
  .map(
    ([source, { counted, lost, double }]) =>
      `| ${SOURCES[source as keyof typeof SOURCES]} | ${n(counted)} | ${n(lost)} | ${n(double)} |`,
  )
  .join("\n")}`;
}

function n(value: number): string {
  return value.toLocaleString("en-GB");
}

const SOURCES = {
  shards: "the shards' own tables",
  hours: "the book, by hour",
  days: "the book, by day",
  api: "`GET /api/summary`",
} as const;

/** The page, of a report without a fault. */
export function killPage(report: KillReport): string {
  return `# Kill test

<!-- written by \`npm run test:kill -- --write\`: change scripts/kill-test/page.ts, not this page -->

The ledger promises that what is kept counts, and counts once. This kills its processes under load, without warning, and looks.

${killTable(report)}

One machine of two shared cores, Linux, November 2026. Five rounds run with the tests of \`apps/worker\`.

## What happens in a round

\`gramme serve\` runs as a process of its own, with workerd as its child. Producers, processes of their own too, hand events to \`@gramme/meter\`'s outbox in a folder, in bursts, and say in a file beside it which ones they handed over, which ones the outbox says are kept, and which ones the ledger acked to them. Once an ack has come in, one, two or three of these are killed with \`SIGKILL\` within moments of each other: workerd, a producer, serve. Serve starts a killed workerd anew. A killed serve takes its workerd with it and is started again on the same folder and port. A killed producer is replaced by another, which takes over what the dead one left in the outbox's folder. One answer in 25 is lost on its way to a producer that lives, so that batches which counted come again all the time. A seeded generator decides what is killed and when; how the processes interleave is the machine's.

At the end the producers may finish, one more takes over what is left in the folder, the shard writes up, serve is ended in good order.

## What is checked

A producer's events are numbered 1, 2, 3…, under a label of its own. What counts of them must be exactly the numbers 1 to m, where m is no smaller than what was kept or acked and no greater than what was handed over. An event carries its number as input tokens and the square of it as output tokens, so that count, sum and sum of squares have to be those of 1 to m, all three: a loss shows, a double count shows, and one for the other shows too. It is read past the ledger's code, with SQLite from the files of the shards and of the book, and through its API.

Events that were handed over and not yet kept when their process died may count or not: that is the 10 ms that an outbox takes to write.

That the test can fail was tried: with a name made up for each attempt in the producer's place, which takes from the ledger what it tells repetitions by, six rounds showed 126 events too many.

## What it does not show

- A loss of power or a kernel that dies: a killed process leaves its writes with the kernel. The shard's and the book's databases are synced by workerd before it acks (one \`fsync\` a batch, seen with strace); the outbox syncs with \`durability: "power"\`.
- A disk that lies, or that is full.
- Cloudflare's own machines: there, a Durable Object's storage is theirs to keep.

\`\`\`sh
npm run test:kill -- --rounds 50             # prints its seed
npm run test:kill -- --rounds 50 --seed ${report.seed}
\`\`\`
`;
}
