/**
 * The page docs/capacity.md: what a ledger takes on Cloudflare, and what that costs.
 * @module
 */
import { LIMITS, PRICES, type Meter } from "./price.rows.ts";
import { usageOf, WAYS, type Service, type Usage } from "./usage.ts";

const SERVICES: readonly (Service & { readonly name: string })[] = [
  { name: "10,000 inferences a second", perSecond: 10_000, producers: 50, labels: 20, labelsOfOne: 5 },
  {
    name: "1,000,000 inferences a second",
    perSecond: 1_000_000,
    producers: 5000,
    labels: 200,
    labelsOfOne: 5,
  },
];

/** The page's text. */
export function capacityPage(): string {
  return `# Capacity

<!-- written by \`npm run capacity\`: change apps/worker/capacity, not this page -->

What a ledger takes on Cloudflare for two services, by the way in which their processes send events, and what a month of it costs at list prices. Read November 2026 from copies of Cloudflare's documentation; nobody here has had such a bill. It is arithmetic with a few measured figures in it, all of which stand below, and what does it is \`apps/worker/capacity\`.

${SERVICES.map(section).join("\n")}
## How to read it

- **Send batches.** An invocation of a Worker for every inference costs more than all the rest, and at a million a second it cannot be done. The outbox of \`@gramme/meter\` sends up to 1,000 events at once; a process with less to tell sends what it has after 5 seconds.
- **Rows are what it costs.** A shard writes one row for the batch's producer, one for its hour, and one for each set of labels in it, however many events there are. Fewer sets of labels a process, or a longer time between batches, is the lever. An outbox in memory adds alike events up for a second before it sends them (\`sumMs\`); make it 10 or 60 seconds above some 100,000 a second. What is given up with it is when exactly within the interval a request was, which no ledger keeps anyway, and what a process that dies had not sent.
- **An event without a producer costs more**: a row for its id, and another when the id is forgotten. All of a tenant's go to one shard, so a few hundred calls a second is the most that come in this way: at 1,000 events a call that is plenty, at one a call it is not.
- **Shards** are planned for ${LIMITS.callsPerShard} calls a second each, where Cloudflare says 200 to 500 with storage writes and 1,000 at most. Set \`SHARDS_PER_TENANT\` to what the table says; raising it later moves no producer that the book knows.
- **Time to fill** is how long a process waits for its batch to fill: for a service of a few requests a second a batch of 1,000 never does, and the outbox sends it after 5 seconds as it is.
- **Duration** is charged as if every shard were awake all month, which is the most it can be.

## What it rests on

| Of the service | ${SERVICES.map(({ name }) => name).join(" | ")} |
| --- | ${SERVICES.map(() => "---:").join(" | ")} |
| processes that meter | ${SERVICES.map(({ producers }) => count(producers)).join(" | ")} |
| sets of labels counted at all times | ${SERVICES.map(({ labels }) => count(labels)).join(" | ")} |
| of these in one process | ${SERVICES.map(({ labelsOfOne }) => count(labelsOfOne)).join(" | ")} |

Measured, on one machine of two shared cores with workerd: 1.4 ms of CPU a batch and 4.5 µs for each event in it (Worker, shard and storage together); 112 bytes of the book a cell, taken as 150. Rows of a batch follow from the shard's tables; \`npm run perf:ledger\` measures the same, 0.0070 rows an event at 1,000 a batch with five sets of labels, and 3.0 µs of CPU an event. A shard writes up every 5 seconds, later where many cells change; the book keeps hours for 90 days, and days.

| Price | Included a month | Beyond | Source |
| --- | ---: | ---: | --- |
${Object.values(PRICES)
  .map(
    ({ what, included, price, per, unit, source }) =>
      `| ${what} | ${included === 0 ? "–" : `${count(included)} ${unit}`} | $${price} ${per === 1 ? `a ${unit}` : `per million ${unit}`} | [pricing](${source}) |`,
  )
  .join("\n")}

Not in it: what is read (D1 and Durable Objects: $0.001 per million rows, 25 billion included), storage of the shards (megabytes), logs, egress (free), the processes that send.
`;
}

function section(service: Service & { readonly name: string }): string {
  const usages = WAYS.map((way) => usageOf(service, way));
  const row = (what: string, of: (usage: Usage) => string): string =>
    `| ${what} | ${usages.map(of).join(" | ")} |`;
  const bill = (what: string, ...meters: readonly Meter[]): string =>
    row(what, (usage) => dollars(meters.reduce((sum, meter) => sum + usage.bill[meter], 0)));
  const obstacles = usages.flatMap(({ way, obstacles: found }) => found.map((words) => `- ${way}: ${words}`));
  return `## ${service.name}

| | ${usages.map(({ way }) => way).join(" | ")} |
| --- | ${usages.map(() => "---:").join(" | ")} |
${[
  row("batches a second", ({ batches }) => count(batches)),
  row("time to fill, s", ({ fillS }) => number(fillS)),
  row("shards", ({ shards }) => count(shards)),
  row("rows written a batch", ({ rowsOfBatch }) => count(rowsOfBatch)),
  row("rows written an inference", (usage) => rate((usage.batches * usage.rowsOfBatch) / service.perSecond)),
  row("D1 after a year, GB", ({ bookGb }) => number(bookGb)),
  bill("Worker requests, $", "requests"),
  bill("Worker CPU, $", "cpu"),
  bill("shard calls, $", "calls"),
  bill("shard duration, $", "duration"),
  bill("shard rows, $", "shardRows"),
  bill("D1 rows and storage, $", "bookRows", "bookStorage"),
  row("**all, $ a month**", ({ total, obstacles: found }) =>
    found.length > 0 ? `(${dollars(total)})` : `**${dollars(total)}**`,
  ),
  row("$ per million inferences", (usage) => rate((usage.total / (service.perSecond * 30 * 86_400)) * 1e6)),
].join("\n")}
${obstacles.length === 0 ? "" : `\nIn brackets: cannot be done so.\n\n${obstacles.join("\n")}\n`}`;
}

/** Three digits are more than such figures bear. */
function number(value: number): string {
  return value >= 100 ? count(value) : value.toLocaleString("en-GB", { maximumSignificantDigits: 2 });
}

function count(value: number): string {
  const digits = Math.round(value);
  return digits.toLocaleString("en-GB");
}

function rate(value: number): string {
  return value.toLocaleString("en-GB", { maximumSignificantDigits: 2 });
}

function dollars(value: number): string {
  return value >= 1000
    ? value.toLocaleString("en-GB", { maximumSignificantDigits: 3 })
    : Math.round(value).toLocaleString("en-GB");
}
