import { spawnSync } from "node:child_process";
import {
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { EstimateResult, MethodsResult, RunResult } from "@gramme/core/wire";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const BIN = fileURLToPath(new URL("../../bin/gramme.mjs", import.meta.url));
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gramme-cli-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function gramme(args: readonly string[], input = ""): Ran {
  const run = spawnSync(process.execPath, [BIN, ...args], { cwd: folder, encoding: "utf8", input });
  return { code: run.status, out: run.stdout, err: run.stderr };
}

const DECK = `duration_h: 12
cpu: { model: Xeon E5-2683 v4, cores: 12 }
memory_gb: 64
site: { pue: 1.67, grid_g_per_kwh: 453.22 }
`;

describe("gramme estimate and methods", () => {
  it("gives the deck's example from standard input, in JSON that its schema takes", () => {
    const run = gramme(["methods", "-", "--json"], DECK);
    expect(run.code).toBe(0);
    const green = MethodsResult.parse(JSON.parse(run.out)).find(
      ({ method }) => method === "green-algorithms",
    );
    expect(green?.energy_kwh).toBeCloseTo(2.28135, 5);
    expect(green?.co2e_g).toBeCloseTo(1033.96, 2);
    expect(green?.also?.["tree_months"]).toBeCloseTo(1.128, 3);
    expect(green?.also?.["car_eu_km"]).toBeCloseTo(5.908, 3);
  });

  it("estimates it with an interval that holds what Green Algorithms says", () => {
    const run = gramme(["estimate", "-", "--json"], DECK);
    const { co2e_g: co2e, boundary, tier } = EstimateResult.parse(JSON.parse(run.out));
    expect([boundary, tier]).toEqual(["facility", "modelled"]);
    expect(co2e.low).toBeLessThan(1033.96);
    expect(co2e.high).toBeGreaterThan(1033.96);
  });

  it("prints for people too", () => {
    const { out } = gramme(["estimate", "-"], DECK.replace(/, usage: [\d.]+/u, ""));
    expect(out).toContain("Where the doubt comes from");
    expect(out).toContain("PUE 1.67, grid 453.22 gCO2e/kWh: as you stated them, taken as exact");
    expect(out).toContain("how busy the chips were, which was not said (usage/default)");
    expect(gramme(["methods", "-"], DECK).out).toMatch(/Green Algorithms.*2\.28 kWh.*1\.03 kg/u);
  });

  it.each([
    ["a bomb of aliases", "a: &a [1]\nb: [*c]\n", /Unresolved alias/u],
    ["a broken line", "duration_h: 12\ncpu: { cores: 12\n", /\(standard input\):3:1: /u],
    [
      "a slip of the pen",
      DECK.replace("memory_gb", "memory"),
      /:3:1: memory: unknown key "memory"; did you mean "memory_gb"\?/u,
    ],
    ["a chip that nobody knows", DECK.replace("2683 v4", "2683 v7"), /cpu\.model.*E5-2683 v4/u],
    ["a zone that nobody knows", DECK.replace("pue: 1.67", "zone: Frnace"), /site\.zone.*France/u],
    ["a negative duration", DECK.replace("12\n", "-12\n"), /duration_h: wants a number > 0, found -12/u],
  ])("refuses %s in one message, exit code 2", (_, text, wanted) => {
    const run = gramme(["estimate", "-"], text);
    expect(run.code).toBe(2);
    expect(run.out).toBe("");
    expect(run.err).toMatch(wanted);
    expect(run.err).not.toContain("    at ");
  });

  it("refuses a file that is not there", () => {
    expect(gramme(["estimate", "absent.yml"])).toMatchObject({
      code: 2,
      err: expect.stringContaining("absent.yml"),
    });
  });
});

describe("gramme run", () => {
  it("passes the streams and the exit code through, and writes its footprint to stderr", () => {
    const run = gramme(["run", "--zone", "FR", "--", "sh", "-c", "cat; echo bye >&2; exit 5"], "hello");
    expect(run).toMatchObject({ code: 5, out: "hello" });
    expect(run.err).toContain("bye");
    expect(run.err).toContain("zone FRA");
    expect(run.err).toMatch(/gramme: sh, development: .* wall, .* CPU/u);
    expect(run.err.split("\n").length).toBeLessThan(14);
  });

  it("tells everything when asked", () => {
    const { err } = gramme(["run", "--verbose", "--", "true"]);
    expect(err).toContain("Development, per one run");
    expect(err).toContain("Sources");
  });

  it("gives the options after the program to the program", () => {
    expect(gramme(["run", "sh", "-c", "echo --json"]).out).toBe("--json\n");
  });

  it("writes JSON that its schema takes, whole or not at all", () => {
    const run = gramme(["run", "--phase", "training", "--json", "-o", "result.json", "--", "true"]);
    expect(run.code).toBe(0);
    const result = RunResult.parse(JSON.parse(readFileSync(join(folder, "result.json"), "utf8")));
    expect(result.workloads[0]).toMatchObject({ name: "true", phase: "training" });
    expect(readdirSync(folder)).toEqual(["result.json"]);
    const refused = gramme(["run", "--json", "-o", "no/such/folder.json", "--", "true"]);
    expect(refused.err).toContain("no/such/folder.json: cannot be written");
  });

  it("writes to a device or through a link as it is, and replaces neither", () => {
    symlinkSync("target.json", join(folder, "link.json"));
    writeFileSync(join(folder, "target.json"), "old");
    expect(gramme(["run", "--json", "-o", "link.json", "--", "true"]).code).toBe(0);
    expect(lstatSync(join(folder, "link.json")).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(folder, "target.json"), "utf8")).toContain("gramme/run/1");
    // a pipe with a reader stands for every device
    spawnSync("mkfifo", [join(folder, "pipe")]);
    const run = spawnSync(
      "sh",
      ["-c", `cat pipe > got & "${process.execPath}" "${BIN}" run -o pipe -- true; wait`],
      {
        cwd: folder,
      },
    );
    expect(run.status).toBe(0);
    expect(lstatSync(join(folder, "pipe")).isFIFO()).toBe(true);
    expect(readFileSync(join(folder, "got"), "utf8")).toContain("gramme: true");
  });

  it("keeps the command's exit code when nobody reads on", () => {
    const piped = spawnSync(
      "bash",
      ["-c", `"${process.execPath}" "${BIN}" run -- sh -c 'exit 5' 2>&1 | true; echo \${PIPESTATUS[0]}`],
      {
        cwd: folder,
        encoding: "utf8",
      },
    );
    expect(piped.stdout.trim()).toBe("5");
  });

  it("hands down variables that a shell would drop", () => {
    const run = spawnSync(process.execPath, [BIN, "run", "--", "env"], {
      cwd: folder,
      encoding: "utf8",
      env: { ...process.env, "odd.name": "kept" },
    });
    expect(run.stdout).toContain("odd.name=kept");
  });

  it("tells a signal as the shell does, and a missing program too", () => {
    expect(gramme(["run", "--", "sh", "-c", "kill -TERM $$"]).code).toBe(143);
    expect(gramme(["run", "--", "no-such-program"]).code).toBe(127);
  });

  it.each([
    ["an unknown zone", ["--zone", "Atlantis"], "Atlantis"],
    ["an unknown rung", ["--boundary", "planet"], "device, share, node, facility, lifecycle"],
    ["an unknown phase", ["--phase", "lunch"], "lunch"],
    ["an unknown option", ["--jsn"], "--json"],
  ])("refuses %s before it runs anything", (_, args, wanted) => {
    const run = gramme(["run", ...args, "--", "touch", "ran"]);
    expect(run.code).toBe(2);
    expect(run.err).toContain(wanted);
    expect(existsSync(join(folder, "ran"))).toBe(false);
  });
});

describe("gramme init, validate and bench", () => {
  it("writes a first configuration that validates, once", () => {
    expect(gramme(["init"]).code).toBe(0);
    expect(gramme(["validate"]).out).toBe("gramme.yml is right: 1 workload\n");
    expect(gramme(["init"])).toMatchObject({ code: 2, err: expect.stringContaining("is there already") });
    expect(gramme(["init", "--print"]).out).toContain("version: 1");
  });

  it("measures the working tree alone, several processes a workload", () => {
    writeFileSync(
      join(folder, "gramme.yml"),
      `version: 1
workloads:
  - { name: walk, phase: training, per: step, units: 10, full-run: 100, run: "${process.execPath} -e 0" }
  - { name: ask, phase: inference, task: text-generation, inferences: 20, run: "${process.execPath} -e 0" }
  - { name: once, phase: training, run: "${process.execPath} -e 0", replicates: 1 }
`,
    );
    const run = gramme(["bench", "-n", "2", "--json"]);
    expect(run.code).toBe(0);
    const { workloads } = RunResult.parse(JSON.parse(run.out));
    expect(workloads.map(({ functional_unit: unit }) => unit)).toEqual([
      "full training (100 steps)",
      "1000 inferences",
      "one run",
    ]);
    expect(workloads.map(({ replicates }) => replicates.length)).toEqual([2, 2, 1]);
    expect(workloads[1]?.modality).toBe("text-to-text");
    expect(workloads.map(({ extrapolation }) => extrapolation?.how)).toEqual([
      "in-proportion",
      "in-proportion",
      undefined,
    ]);
    const text = gramme(["bench", "-n", "1", "-w", "ask"]).out;
    expect(text).toContain("ask (from 20 of 1000)");
    expect(text).toContain("start-up of the command is multiplied too");
    expect(text).toMatch(/Other work on the machine meanwhile/u);
    expect(text).toContain("Inference, per 1000 inferences");
    expect(text).not.toContain("Training");
  });

  it("runs a training at two lengths, and counts its start-up once", () => {
    // 200 ms of CPU to begin with, and 2 ms a step
    writeFileSync(
      join(folder, "train.mjs"),
      `const until = (ms) => { for (;;) { const { user, system } = process.cpuUsage(); if (user + system > ms * 1000) return; } };
until(200 + 2 * Number(process.argv[2]));
`,
    );
    writeFileSync(
      join(folder, "gramme.yml"),
      `version: 1
workloads:
  - name: walk
    phase: training
    per: step
    units: 100
    short-run: 10
    full-run: 1000
    run: ${process.execPath} train.mjs {units}
`,
    );
    const run = gramme(["bench", "-n", "2", "--json"]);
    expect(run.code).toBe(0);
    const [walk] = RunResult.parse(JSON.parse(run.out)).workloads;
    expect(walk?.extrapolation).toMatchObject({ from_units: 100, to_units: 1000, how: "two-lengths" });
    expect(walk?.extrapolation?.short_replicates).toHaveLength(2);
    expect(walk?.extrapolation?.start_up?.cpu_s).toBeCloseTo(0.2, 1);
    expect(walk?.extrapolation?.per_unit?.cpu_s).toBeCloseTo(0.002, 3);
    expect(walk?.figures.assumptions.find(({ code }) => code === "extrapolated")?.text).toMatch(
      /^full training \(1000 steps\) extrapolated from 100 of 1000; start-up, .* told apart by a run of 10, and counts once$/u,
    );
  });

  it("names a workload that is not there, and those that are", () => {
    gramme(["init"]);
    expect(gramme(["bench", "-w", "trian"])).toMatchObject({
      code: 2,
      err: expect.stringContaining("it has train"),
    });
  });

  it("fails with the last words of a workload that fails, exit code 3", () => {
    writeFileSync(
      join(folder, "gramme.yml"),
      "version: 1\nworkloads: [{ name: a, phase: training, run: 'echo out of memory; exit 1' }]\n",
    );
    const run = gramme(["bench"]);
    expect(run.code).toBe(3);
    expect(run.out).toBe("");
    expect(run.err).toContain("out of memory");
  });
});
