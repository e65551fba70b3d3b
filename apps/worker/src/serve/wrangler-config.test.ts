import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { configIn, WORKER_FOLDER, wranglerConfig } from "./wrangler-config.ts";

const text = readFileSync(`${WORKER_FOLDER}wrangler.jsonc`, "utf8");

test("every key of wrangler.jsonc is served here, or known to be of the cloud only", async () => {
  const config = await wranglerConfig();
  expect(config.durable_objects.bindings.map(({ name }) => name)).toContain("SHARDS");
  expect(config.migrations.flatMap(({ new_sqlite_classes }) => new_sqlite_classes)).toEqual(
    expect.arrayContaining(config.durable_objects.bindings.map(({ class_name }) => class_name)),
  );
});

test.each([
  ["a binding of another kind", '"queues": { "producers": [] },', /Unrecognized key: \\"queues\\"/u],
  ["a cron that is not hourly", '"triggers": { "crons": ["0 0 * * 1"] },', /wants an hourly cron/u],
])("%s is refused, not passed over", (_, more, words) => {
  expect(() => configIn(text.replace(/\}\s*$/u, `${more} }`))).toThrow(words);
});
