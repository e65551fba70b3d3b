/**
 * What docs/deploying.md says of refused events: the lines that stand there, run as they stand.
 * @module
 */
import { execFile } from "node:child_process";
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { openOutbox } from "@gramme/meter";
import { fileStore } from "@gramme/meter/file";
import { expect, it, onTestFinished } from "vitest";
import { serve } from "../src/serve/serve.ts";
import { cellsIn } from "./shard-cells.fixture.ts";

const DOCS = new URL("../../../docs/deploying.md", import.meta.url);

it("refused events are sent again by hand, and count once", async () => {
  const root = mkdtempSync(join(tmpdir(), "gramme-again-"));
  const ledger = await serve({ data: join(root, "ledger"), port: 0 });
  onTestFinished(async () => {
    await ledger.close();
    rmSync(root, { recursive: true, force: true });
  });
  const folder = join(root, "outbox");
  const outbox = openOutbox({ ledger: ledger.url, store: fileStore({ folder }) });
  for (let n = 0; n < 3; n += 1) {
    outbox.add({ at_unix_ms: Date.now(), task: "text-generation", model: "m", profile: "gpu" });
  }
  await outbox.close(10_000);
  expect(readFileSync(join(folder, "refused.jsonl"), "utf8").trim().split("\n")).toHaveLength(3);

  const made = await fetch(`${ledger.url}/v1/profiles/gpu`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ kind: "per-inference", energy_j: 1, rung: "node" }),
  });
  expect(made.status).toBe(201);
  const [, lines = ""] = /## Refused events.*?```sh\n(.*?)```/su.exec(readFileSync(DOCS, "utf8")) ?? [];
  const again = async (): Promise<string> =>
    (
      await promisify(execFile)("/bin/sh", ["-c", lines], {
        cwd: folder,
        env: { ...process.env, GRAMME_LEDGER: ledger.url },
      })
    ).stdout;
  expect(await again()).toContain('200 {"schema":"gramme/ack/1","accepted":3');
  expect(existsSync(join(folder, "refused.jsonl"))).toBe(false);
  // as if it had been cut off before anybody saw the answer
  copyFileSync(join(folder, "again.jsonl"), join(folder, "refused.jsonl"));
  rmSync(join(folder, "again.jsonl"));
  expect(await again()).toContain('"accepted":0,"duplicates":3');
  const counted = cellsIn(join(root, "ledger", "do")).map(({ model, count }) => [model, count]);
  expect(counted).toEqual([["m", 3]]);
});
