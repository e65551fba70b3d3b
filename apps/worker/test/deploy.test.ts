import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, expect, test } from "vitest";

const WORKER = fileURLToPath(new URL("..", import.meta.url));
const WRANGLER = join(WORKER, "../../node_modules/wrangler/bin/wrangler.js");
const out = mkdtempSync(join(tmpdir(), "gramme-deploy-"));
afterAll(() => rmSync(out, { recursive: true }));

/** Everything of a deployment but the deployment. */
async function deployment(config: string): Promise<string> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [WRANGLER, "deploy", "--dry-run", "--config", config, "--outdir", join(out, config)],
    { cwd: WORKER, env: { ...process.env, WRANGLER_SEND_METRICS: "false", CI: "1", NO_COLOR: "1" } },
  );
  return stdout;
}

test("the ledger is ready to be deployed, with its shard, its book and its pages, and small enough for a free plan", async () => {
  const told = await deployment("wrangler.jsonc");
  expect(told).toMatch(/env\.SHARDS \(MeterShard\)/u);
  expect(told).toMatch(/env\.BOOK \(gramme\)/u);
  expect(told).toMatch(/Read \d+ files from the assets directory .*dashboard[\\/]dist/u);
  expect(told).toMatch(/env\.ASSETS/u);
  const [, kib] = /gzip: ([\d.]+) KiB/u.exec(told) ?? [];
  expect(Number(kib)).toBeLessThan(3 * 1024);
});

test("so is the tail consumer, with the ledger in the same account", async () => {
  expect(await deployment("wrangler.tail.jsonc")).toMatch(/env\.GRAMME \(gramme\)/u);
});
