/** Processes that come to their end without closing their outbox. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect, it } from "vitest";
import { loopbackLedger } from "./loopback-ledger.fixture.ts";

async function said(ledger: string): Promise<{ readonly code: unknown; readonly stderr: string }> {
  const script = join(import.meta.dirname, "ending.fixture.ts");
  const child = spawn(process.execPath, [script, ledger], { stdio: ["ignore", "ignore", "pipe"] });
  const [stderr, [code]] = await Promise.all([text(child.stderr), once(child, "exit")]);
  return { code, stderr };
}

it("stay until what they have in memory is sent", async () => {
  const ledger = await loopbackLedger();
  expect(await said(ledger.url)).toEqual({ code: 0, stderr: "" });
  expect([...ledger.counts.keys()]).toEqual(["a", "b", "c"]);
});

it("do not stay for a ledger that is away, and say what is lost", async () => {
  const { code, stderr } = await said("http://127.0.0.1:1");
  expect(code).toBe(0);
  expect(stderr).toContain("the process ends with 3 events that were not sent");
});
