import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runResult, workload } from "../push/run-result.fixture.ts";

const BIN = fileURLToPath(new URL("../../bin/gramme.mjs", import.meta.url));
const EXAMPLE = fileURLToPath(new URL("../../../../examples/service/consequences.yml", import.meta.url));
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
    const trainings = ["train", "tune"].map((name) => workload(name, "training"));
    const run = {
      ...runResult(workload("digits", "inference"), ...trainings),
      started_at: new Date().toISOString(),
    };
    writeFileSync(join(folder, "run.json"), JSON.stringify(run));
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
        /^run\.json: sent, as local\/gramme-ledger-cli-\w+\/\d+\/1\/-\n {2}local\/gramme-ledger-cli-\w+: not in a git repository, so named after the file's folder; push from inside .*\n {2}booked as trained: train\n {2}profile digits, version 1\n$/u,
      );
      expect(gramme(...push).out).toContain("run.json: was there already");
      // said later, it is added; said by nobody any more, it stands
      const later = gramme("push", "run.json", "--ledger", url, "--trained", "tune");
      expect(later.out).toMatch(
        /was there already, as \S+\n {2}local\/.*\n {2}booked as trained: train, tune\n$/u,
      );
      expect(gramme("push", "run.json", "--ledger", url).out).toContain("booked as trained: train, tune");
      // something else under the same run is no repetition
      writeFileSync(join(folder, "run.json"), JSON.stringify({ ...run, partial: true }));
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

test("validate says what a statement is", () => {
  writeFileSync(join(folder, "project.yml"), "schema: project/1\nname: checkout\n");
  expect(gramme("validate", "project.yml")).toEqual({
    code: 0,
    err: "",
    out: "project.yml is right: a name\n",
  });
  expect(gramme("validate", EXAMPLE).out).toMatch(
    /consequences\.yml is right: \d+ effects, \d+ of them not quantified; tier 3: not for publication\n$/u,
  );
  expect(JSON.parse(gramme("validate", EXAMPLE, "--json").out)).toMatchObject({ schema: "consequences/1" });
});

test("results and statements are pushed side by side", { timeout: 60_000 }, async () => {
  const asked: string[] = [];
  const ledger = createServer((request, response) => {
    asked.push(`${request.method ?? ""} ${request.url ?? ""}`);
    request.resume().on("end", () => response.writeHead(201).end("{}"));
  }).listen(0, "127.0.0.1");
  await once(ledger, "listening");
  try {
    writeFileSync(join(folder, "project.yml"), "schema: project/1\nname: checkout\n");
    writeFileSync(join(folder, "run.json"), JSON.stringify(runResult(workload("train", "training"))));
    const url = `http://127.0.0.1:${(ledger.address() as AddressInfo).port}`;
    const child = spawn(
      process.execPath,
      [BIN, "push", "project.yml", "run.json", EXAMPLE, "--ledger", url],
      {
        cwd: folder,
        stdio: ["ignore", "pipe", "inherit"],
      },
    );
    let out = "";
    child.stdout.on("data", (chunk: Buffer) => {
      out += chunk.toString("utf8");
    });
    expect(await once(child, "close")).toEqual([0, null]);
    expect(asked).toEqual(["PUT /v1/project", "POST /v1/runs", "PUT /v1/project/consequences"]);
    expect(out).toMatch(
      /^project\.yml: sent: a name\nrun\.json: sent, as local\/.*\n {2}local\/.*\n.*consequences\.yml: sent: \d+ effects/u,
    );
  } finally {
    ledger.close();
  }
});

test.each([
  [["push", "absent.json"], "absent.json: cannot be read"],
  [["push", "text.json"], "text.json: is no JSON"],
  [["push", "other.json"], "its schema is not gramme/run/1"],
  [
    ["push", "run.json", "--trained", "digits"],
    "--trained digits: there is no training of that name (train)",
  ],
  [["push", "run.json", "--ledger", "http://ledger.example.org"], "it is not https"],
  [["push", "run.json", "project.yml"], 'project.yml:2:1: nmae: unknown key "nmae"; did you mean "name"?'],
  [["push", "gramme.yml"], "gramme.yml: has no schema; wants consequences/1 or project/1"],
  [
    ["push", "named.json", "--calibrate"],
    "--calibrate is for results of gramme bench --json, and none was given",
  ],
  [
    ["push", "named.json", "--trained", "a"],
    "--trained a: there is no training of that name (none was measured)",
  ],
  [["validate", "project.yml"], 'project.yml:2:1: nmae: unknown key "nmae"; did you mean "name"?'],
  [["validate", "absent.yml"], "absent.yml: there is no such file"],
  [["serve", "--upstream", "127.0.0.1:11434"], "--upstream wants an origin without a path"],
  [["serve", "--port", "70000"], "wants 0 to 65535"],
  [
    ["serve", "--port", "0", "--data", "run.json/ledger"],
    "cannot be written (ENOTDIR); choose another with --data",
  ],
])("gramme %j is refused in one message", (args, words) => {
  writeFileSync(join(folder, "text.json"), "cpu: 12");
  writeFileSync(join(folder, "other.json"), "{}");
  writeFileSync(join(folder, "gramme.yml"), "version: 1\n");
  writeFileSync(join(folder, "project.yml"), "schema: project/1\nnmae: checkout\n");
  writeFileSync(join(folder, "named.json"), '{ "schema": "project/1", "name": "checkout" }');
  const run = runResult(workload("digits", "inference"), workload("train", "training"));
  writeFileSync(join(folder, "run.json"), JSON.stringify(run));
  const { code, out, err } = gramme(...args);
  expect(err).toContain(words);
  expect([2, 5]).toContain(code);
  expect(out).toBe("");
  expect(err).not.toContain("    at ");
});
