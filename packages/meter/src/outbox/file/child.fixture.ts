/**
 * A process that meters until it is killed. Says the name of each event once it is kept.
 * Arguments: folder, ledger, prefix of names, events (0: without end).
 * @module
 */
import { eventNamed } from "../ledger-stand-in.fixture.ts";
import { openOutbox } from "../outbox.ts";
import { fileStore } from "./index.ts";

const [, , folder = "", ledger = "", prefix = "", events = "0"] = process.argv;
const most = events === "0" ? Number.POSITIVE_INFINITY : Number(events);
const outbox = openOutbox({
  ledger,
  store: fileStore({ folder, writeAfterMs: 1 }),
  batch: { events: 20, afterMs: 5 },
  // tries again at once
  random: () => 0,
  onProblem: ({ kind }) => process.stderr.write(`${kind}\n`),
});

while (outbox.state().added < most) {
  const from = outbox.state().added;
  const names = Array.from({ length: 7 }, (_, i) => `${prefix}${from + i}`);
  for (const name of names) outbox.add(eventNamed(name));
  const kept = await outbox.kept();
  if (kept) process.stdout.write(`${names.join("\n")}\n`);
}
// the ledger's moods pass
while (outbox.state().waiting > 0) {
  await outbox.flush();
  await new Promise((resolve) => {
    setImmediate(resolve);
  });
}
const state = await outbox.close();
process.stdout.write(`#${JSON.stringify(state)}\n`);
