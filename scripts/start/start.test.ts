import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { RunResult, SummaryAnswer } from "@gramme/core/wire";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

const START = fileURLToPath(new URL("../start.ts", import.meta.url));
const EXAMPLE = fileURLToPath(new URL("../../examples/service", import.meta.url));

let folder: string;
let running: ChildProcess | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gramme-start-"));
  // a training and a task, as small as they come
  writeFileSync(
    join(folder, "gramme.yml"),
    `version: 1
workloads:
  - name: train-spam
    model: spam
    phase: training
    run: ${JSON.stringify(`"${process.execPath}" "${EXAMPLE}/src/train/spam.ts" --steps 20 --out "${folder}/trained"`)}
    per: step
    units: 20
    replicates: 1
    quality: { file: trained/metrics.jsonl, metric: accuracy, better: higher }
  - name: spam
    phase: inference
    task: text-classification
    onnx: ${JSON.stringify(`${EXAMPLE}/artifacts/models/spam.onnx`)}
    inputs: ${JSON.stringify(`${EXAMPLE}/artifacts/inputs/spam.json`)}
    inferences: 100
    replicates: 1
`,
  );
});
afterEach(() => {
  running?.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

interface Ran {
  readonly child: ChildProcess;
  readonly said: { out: string; err: string };
  readonly code: Promise<number | null>;
}

function start(...args: readonly string[]): Ran {
  const child = spawn(
    process.execPath,
    [START, "--config", join(folder, "gramme.yml"), "--folder", join(folder, "kept"), "--port", "0", ...args],
    { cwd: folder, stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, NO_COLOR: "1" } },
  );
  running = child;
  const said = { out: "", err: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (said.out += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said.err += text));
  return { child, said, code: once(child, "close").then(([code]) => code as number | null) };
}

/** Command lines of processes that have to do with the folder. */
function left(): readonly string[] {
  return execFileSync("ps", ["-eo", "args"], { encoding: "utf8" })
    .split("\n")
    .filter((line) => line.includes(folder) && !line.startsWith("ps "));
}

test(
  "measures, serves, is asked, counts all of it, tells it, serves on, and leaves nothing running",
  { timeout: 180_000 },
  async () => {
    const { child, said, code } = start("--seconds", "1");
    await vi.waitFor(
      () => {
        if (child.exitCode !== null) throw new Error(said.err);
        expect(said.out).toContain("Ctrl-C ends both");
      },
      { timeout: 150_000, interval: 200 },
    );
    expect(said.out).toMatch(
      /^training [\d.]+ [µm]?g CO2e \(\S+ to \S+\) in 1 run · inference [\d.]+ [µm]?g CO2e \(\S+ to \S+\) per 1000, all of them spam · boundary facility/mu,
    );
    const requests = Number(
      /Served and counted: ([\d,]+) requests/u.exec(said.out)?.[1]?.replaceAll(",", ""),
    );
    expect(requests).toBeGreaterThanOrEqual(3);

    // all of it is of this run: one that was measured here, one training, as many inferences as there were requests
    const url = /the pages +(\S+)/u.exec(said.out)?.[1] ?? "";
    const summary = SummaryAnswer.parse(await (await fetch(`${url}/api/summary?by=profile`)).json());
    expect(summary.rows.map(({ key, figures }) => [key, figures.inferences])).toEqual([["spam", requests]]);
    const phases = (await (await fetch(`${url}/api/phases`)).json()) as { phases: unknown };
    expect(phases.phases).toMatchObject([
      { phase: "development", runs: 1 },
      { phase: "training", runs: 1 },
      { phase: "inference", inferences: requests },
    ]);
    const run = RunResult.parse(JSON.parse(readFileSync(join(folder, "kept/run.json"), "utf8")));
    expect(run.workloads.map(({ replicates }) => replicates.length)).toEqual([1, 1]);
    // the folder is in no repository
    expect(said.err).toContain("under a commit that was made for it");
    expect((await fetch(url)).headers.get("content-type")).toContain("text/html");
    // what it serves is the model that it trained
    const service = /the service +(\S+)\/tasks/u.exec(said.out)?.[1] ?? "";
    expect(left().find((line) => line.includes("serve/main.ts"))).toContain(
      `--spam ${folder}/trained/model.onnx`,
    );
    expect((await fetch(`${service}/tasks`)).status).toBe(200);

    child.kill("SIGINT");
    expect(await code).toBe(0);
    await expect(fetch(url)).rejects.toThrow("fetch failed");
    await expect(fetch(service)).rejects.toThrow("fetch failed");
    expect(left()).toEqual([]);
  },
);

test(
  "stopped while it measures, it leaves nothing and no half of a result",
  { timeout: 60_000 },
  async () => {
    const { child, said, code } = start();
    await vi.waitFor(() => expect(said.err).toContain("… train-spam"), { timeout: 40_000, interval: 50 });
    child.kill("SIGTERM");
    expect(await code).toBe(143);
    expect(said.err).toContain("npm start: stopped\n");
    expect(said.out).toBe("");
    expect(left()).toEqual([]);
    expect(existsSync(join(folder, "kept/run.json"))).toBe(false);
  },
);

test("a part that fails is named, with its code", async () => {
  writeFileSync(
    join(folder, "gramme.yml"),
    "version: 1\nworkloads: [{ name: spam, phase: inference, inferences: 1, run: 'echo no disk; exit 1' }]\n",
  );
  const { said, code } = start("--once");
  expect(await code).toBe(3);
  expect(said.err).toContain("no disk");
  expect(said.err).toMatch(/npm start: gramme bench ended with code 3\n$/u);
  expect(left()).toEqual([]);
});

test("refuses a folder in which something is, a port that is taken and options that are wrong, before it measures", async () => {
  mkdirSync(join(folder, "kept"));
  writeFileSync(join(folder, "kept/mine"), "");
  const full = start("--once");
  expect(await full.code).toBe(2);
  expect(full.said.err).toContain("kept is not empty");
  expect(existsSync(join(folder, "kept/mine"))).toBe(true);
  rmSync(join(folder, "kept"), { recursive: true });
  const taken = createServer().listen(0, "127.0.0.1");
  await once(taken, "listening");
  const { port } = taken.address() as AddressInfo;
  const late = start("--once", "--port", String(port));
  expect(await late.code).toBe(5);
  // nothing was measured for it
  expect(late.said.err).toBe(
    `npm start: port ${port} is in use; choose another with --port, or 0 for one that is free\n`,
  );
  taken.close();
  const wrong = start("--seconds", "soon");
  expect(await wrong.code).toBe(2);
  expect(wrong.said.err).toContain("--seconds wants a whole number");
});
