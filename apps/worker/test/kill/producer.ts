/**
 * A service that meters itself, as far as a ledger can tell: `node producer.ts LEDGER OUTBOX SIDE LABEL`. It hands
 * numbered events to an outbox in a folder as fast as they are kept, and says beside it what became of them. On
 * "finish" on its standard input it sends what waits, and ends.
 * @module
 */
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { openOutbox } from "@gramme/meter";
import { fileStore } from "@gramme/meter/file";
import { witness } from "./side-files.ts";

const [, , ledger = "", folder = "", side = "", label = ""] = process.argv;
const told = witness(side, label);
/** Share of answers that never arrive: a kill alone seldom meets the moment between a count and its ack. */
const BROKEN_LINES = 0.04;
const outbox = openOutbox({
  ledger,
  store: fileStore({ folder }),
  // small and often, so that a kill meets a batch on its way
  batch: { events: 100, afterMs: 10 },
  concurrency: 4,
  timeoutMs: 2000,
  onProblem: () => undefined,
  fetch: async (url, request) => {
    const answer = await fetch(url, request);
    // now and then a line breaks after the ledger counted, and before its answer is here
    if (Math.random() < BROKEN_LINES) {
      told.unheard();
      await answer.body?.cancel();
      throw new TypeError("the line broke");
    }
    // the ack has come: from here on its events have to count, whatever happens next
    if (answer.ok) for (const [of, upTo] of highestOf(request.body)) told.acked(of, upTo);
    return answer;
  },
});

const finish = new AbortController();
// a sweeper makes nothing: it only takes over
if (label === "sweeper") finish.abort();
createInterface(process.stdin).on("line", (line) => {
  if (line === "finish") finish.abort();
});

/** Sums of squares up to here are whole numbers still. */
const MOST = 120_000;

let n = 0;
while (!finish.signal.aborted) {
  await sleep(5);
  if (n > MOST) continue;
  // a burst, as requests come
  const burst = 1 + (n % 6);
  told.added(n + burst);
  for (let i = 0; i < burst; i += 1) {
    n += 1;
    outbox.add({
      at_unix_ms: Date.now(),
      task: "text-generation",
      model: label,
      input_tokens: n,
      output_tokens: n * n,
    });
  }
  if (await outbox.kept()) told.kept(n);
}
// what is here, and what others left: until nothing waits, or whoever watches has had enough
for (let quiet = 0; quiet < 5; quiet += 1) {
  await outbox.flush();
  if (outbox.state().waiting > 0) quiet = 0;
  await sleep(50);
}
const { waiting } = await outbox.close(1000);
process.exit(waiting === 0 ? 0 : 1);

function highestOf(body: string): ReadonlyMap<string, number> {
  const { events } = JSON.parse(body) as {
    readonly events: readonly { readonly model: string; readonly input_tokens: number }[];
  };
  const highest = new Map<string, number>();
  for (const { model, input_tokens } of events) {
    highest.set(model, Math.max(highest.get(model) ?? 0, input_tokens));
  }
  return highest;
}
