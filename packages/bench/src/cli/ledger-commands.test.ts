import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runResult, workload } from "../push/run-result.fixture.ts";

const BIN = fileURLToPath(new URL("../../bin/gramme.mjs", import.meta.url));
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gramme-ledger-cli-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const gramme = (...args: readonly string[]): { code: number | null; out: string; err: string } => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...args], {
    cwd: folder,
    encoding: "utf8",
  });
  return { code: status, out: stdout, err: stderr };
};

test(
  "a result goes from bench to ledger and profile, once however often; Ctrl-C ends the ledger in good order",
  { timeout: 60_000 },
  async () => {
    const run = runResult(workload("digits", "inference"), workload("train", "training"));
    writeFileSync(join(folder, "run.json"), JSON.stringify({ ...run, started_at: new Date().toISOString() }));
    const ledger = spawn(process.execPath, [BIN, "serve", "--port", "0", "--json"], {
      cwd: folder,
      stdio: ["ignore", "pipe", "inherit"],
    });
    const ended = once(ledger, "exit");
    try {
      const [line] = (await once(createInterface(ledger.stdout), "line")) as [string];
      const { url, data } = JSON.parse(line) as { readonly url: string; readonly data: string };
      expect(data).toBe(join(folder, ".gramme", "ledger"));
      const push = ["push", "run.json", "--ledger", url, "--calibrate", "--trained", "train"];
      const first = gramme(...push);
      expect(first).toMatchObject({ code: 0, err: "" });
      expect(first.out).toMatch(
        /^run\.json: sent, as local\/gramme-ledger-cli-\w+\/\d+\/1\/-\n {2}profile digits, version 1\n$/u,
      );
      expect(gramme(...push).out).toContain("run.json: was there already");
      // another statement under the same run is no repetition
      expect(gramme("push", "run.json", "--ledger", url)).toMatchObject({
        code: 5,
        err: expect.stringContaining("(409, conflict)"),
      });
      expect(gramme("serve", "--port", new URL(url).port)).toMatchObject({
        code: 5,
        err: expect.stringMatching(/^gramme: port \d+ is in use; choose another with --port/u),
      });
      expect(gramme("serve", "--port", "0")).toMatchObject({
        code: 5,
        err: expect.stringMatching(/is in use by another gramme serve \(process \d+, http/u),
      });
    } finally {
      ledger.kill("SIGINT");
    }
    expect(await ended).toEqual([0, null]);
  },
);

test.each([
  [["push", "absent.json"], "absent.json: cannot be read"],
  [["push", "text.json"], "text.json: is no JSON"],
  [["push", "other.json"], "its schema is not gramme/run/1"],
  [
    ["push", "run.json", "--trained", "digits"],
    "--trained digits: there is no training of that name (train)",
  ],
  [["push", "run.json", "--ledger", "http://ledger.example.org"], "it is not https"],
  [["serve", "--upstream", "127.0.0.1:11434"], "--upstream wants an origin without a path"],
  [["serve", "--port", "70000"], "wants 0 to 65535"],
  [["serve", "--data", "run.json/ledger"], "cannot be written (ENOTDIR); choose another with --data"],
])("gramme %j is refused in one message", (args, words) => {
  writeFileSync(join(folder, "text.json"), "cpu: 12");
  writeFileSync(join(folder, "other.json"), "{}");
  const run = runResult(workload("digits", "inference"), workload("train", "training"));
  writeFileSync(join(folder, "run.json"), JSON.stringify(run));
  const { code, out, err } = gramme(...args);
  expect(err).toContain(words);
  expect([2, 5]).toContain(code);
  expect(out).toBe("");
  expect(err).not.toContain("    at ");
});
