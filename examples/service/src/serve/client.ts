/**
 * @module Sends real samples to a service that runs, and says what came back: `node src/serve/client.ts`. Options:
 * `--service`, `--requests` (of each task), `--task` (again for more).
 */
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { sendSamples } from "./send-samples.ts";

const { values } = parseArgs({
  options: {
    service: { type: "string", default: "http://127.0.0.1:8080" },
    requests: { type: "string", default: "5" },
    task: { type: "string", multiple: true },
  },
});
await service();
const { service: address, task: tasks, requests } = values;
for (const { task, answered, sent, last } of await sendSamples({
  service: address,
  tasks,
  requests: Number(requests),
})) {
  process.stdout.write(`${task}: ${answered} of ${sent} answered; the last: ${last}\n`);
}

/** Waits for the service, which makes its models first where there are none. */
async function service(): Promise<void> {
  for (let tries = 0; tries < 120; tries += 1) {
    try {
      await fetch(`${values.service}/tasks`);
      return;
    } catch {
      await sleep(500);
    }
  }
  process.stderr.write(`nothing answers at ${values.service}: npm run serve -w @gramme/example-service\n`);
  process.exit(1);
}
