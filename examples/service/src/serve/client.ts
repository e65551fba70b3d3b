/**
 * @module Sends real samples to a service that runs, and says what came back: `node src/serve/client.ts`. Options:
 * `--service`, `--requests` (of each task), `--task` (again for more).
 */
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { samples } from "./samples.ts";

const { values } = parseArgs({
  options: {
    service: { type: "string", default: "http://127.0.0.1:8080" },
    requests: { type: "string", default: "5" },
    task: { type: "string", multiple: true },
  },
});
const all = samples();
await service();
for (const name of values.task ?? Object.keys(all)) {
  const bodies = all[name] ?? [];
  let answered = 0;
  let last = "nothing to send";
  for (let n = 0; n < Number(values.requests); n += 1) {
    const sample = bodies[n % bodies.length];
    if (sample === undefined) break;
    const answer = await fetch(`${values.service}/tasks/${name}`, {
      method: "POST",
      headers: { "content-type": sample.type },
      body: sample.bytes,
    });
    if (answer.ok) answered += 1;
    const isText = answer.headers.get("content-type")?.startsWith("image/") !== true;
    last = isText ? await answer.text() : `a picture of ${(await answer.arrayBuffer()).byteLength} bytes`;
  }
  process.stdout.write(
    `${name}: ${answered} of ${values.requests} answered; the last: ${last.slice(0, 100)}\n`,
  );
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
