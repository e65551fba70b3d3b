/**
 * @module Serves the tasks, metered: `npm run serve -w @gramme/example-service`. Options: `--port`, `--ledger`,
 * `--outbox` (folder of events that the ledger does not have yet), `--profiles`, `--digits FILE` and `--spam FILE` (models
 * that a training wrote, in place of the prepared ones), `--json` (one line of JSON once it serves: url); the ledger's key
 * in GRAMME_KEY.
 */
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { openOutbox } from "@gramme/meter";
import { fileStore } from "@gramme/meter/file";
import { serve } from "@hono/node-server";
import { servedTasks } from "./served-tasks.ts";
import { service } from "./service.ts";

const { values } = parseArgs({
  options: {
    port: { type: "string", default: "8080" },
    ledger: { type: "string", default: process.env["GRAMME_LEDGER"] ?? "http://127.0.0.1:8787" },
    outbox: { type: "string", default: fileURLToPath(new URL("../../artifacts/outbox", import.meta.url)) },
    profiles: { type: "boolean", default: false },
    digits: { type: "string" },
    spam: { type: "string" },
    json: { type: "boolean", default: false },
  },
});
const outbox = openOutbox({
  ledger: values.ledger,
  key: process.env["GRAMME_KEY"],
  store: fileStore({ folder: values.outbox }),
});
const { digits, spam, profiles } = values;
const tasks = await servedTasks({
  ...(digits === undefined ? {} : { digits }),
  ...(spam === undefined ? {} : { spam }),
});
const { fetch } = service({ tasks, outbox, profiles });
const server = serve({ fetch, hostname: "127.0.0.1", port: Number(values.port) }, ({ port }) => {
  const url = `http://127.0.0.1:${port}`;
  process.stdout.write(
    values.json
      ? `${JSON.stringify({ url })}\n`
      : `the service is at ${url}/tasks, its ledger at ${values.ledger}\n`,
  );
});
server.on("error", (error) => {
  process.stderr.write(`the service cannot listen: ${error.message}; choose another --port\n`);
  process.exitCode = 1;
  void outbox.close();
});
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    // first what is under way, then what it leaves in the outbox
    server.close(() => void outbox.close());
  });
}
