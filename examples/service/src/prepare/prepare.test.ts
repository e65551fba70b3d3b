import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Tensor } from "onnxruntime-node";
import { expect, test } from "vitest";
import { openSession } from "../onnx/session.ts";
import { packageFile } from "../package-file.ts";
import { TASKS } from "../tasks/index.ts";
import { prepare } from "./prepare.ts";
import { sampleFile } from "./sample-file.ts";

const ROOT = new URL("../../", import.meta.url);

test("nothing is made again when nothing has changed", async () => {
  const made: string[] = [];
  await prepare((file) => made.push(file));
  expect(made).toEqual([]);
});

interface SampleFile {
  readonly provenance: string;
  readonly source: string;
  readonly licence: string;
  readonly samples: readonly Readonly<Record<string, EncodedTensor>>[];
}

interface EncodedTensor {
  readonly type: "float32" | "int64";
  readonly dims: readonly number[];
  readonly base64: string;
}

const WORKLOADS = [
  ...readFileSync(new URL("gramme.yml", ROOT), "utf8").matchAll(
    /name: (?<name>\S+)\n.*\n\s+task: (?<task>\S+)\n\s+onnx: (?<onnx>\S+)\n\s+inputs: (?<inputs>\S+)/g,
  ),
].map(({ groups }) => ({
  name: groups?.["name"] ?? "",
  task: groups?.["task"] ?? "",
  onnx: groups?.["onnx"] ?? "",
  inputs: groups?.["inputs"] ?? "",
}));

test("gramme.yml measures every task of the service, under its own name and tag", () => {
  const served = Object.entries(TASKS).map(([name, { task }]) => ({ name, task }));
  const measured = WORKLOADS.map(({ name, task }) => ({ name, task }));
  expect(measured).toHaveLength(7);
  expect(measured).toEqual(expect.arrayContaining(served));
  expect(Object.values(TASKS).map(({ name }) => name)).toEqual(Object.keys(TASKS));
});

test.each(WORKLOADS)("$name: its model takes every one of its samples", async ({ onnx, inputs }) => {
  const [, name = "", file = ""] = /^npm:(@[^/]+\/[^/]+|[^/]+)\/(.+)$/.exec(onnx) ?? [];
  const model = name === "" ? fileURLToPath(new URL(onnx, ROOT)) : packageFile(name, file);
  const { samples, ...about } = JSON.parse(readFileSync(new URL(inputs, ROOT), "utf8")) as SampleFile;
  expect(about).toEqual({
    provenance: expect.stringMatching(/^(?:real|synthetic)$/),
    source: expect.stringMatching(/@\d+\.\d+\.\d+/),
    licence: expect.stringMatching(/./),
  });
  expect(samples.length).toBeGreaterThan(2);
  const session = await openSession(model);
  for (const sample of samples) {
    expect(Object.keys(sample).toSorted()).toEqual(session.inputNames.toSorted());
    const feeds = Object.fromEntries(
      Object.entries(sample).map(([input, tensor]) => [input, decoded(tensor)]),
    );
    const outputs = await session.run(feeds);
    expect(Object.keys(outputs)).toEqual([...session.outputNames]);
  }
});

test("a sample file holds the bytes of a view, not those of the buffer behind it", () => {
  const values = Float32Array.of(1, 2, 3, 4).subarray(1, 3);
  const samples = [{ x: new Tensor("float32", values, [2]) }];
  const file = JSON.parse(
    sampleFile({ provenance: "real", source: "s", licence: "l", samples }),
  ) as SampleFile;
  expect(file.samples).toEqual([
    {
      x: { type: "float32", dims: [2], base64: Buffer.from(Float32Array.of(2, 3).buffer).toString("base64") },
    },
  ]);
});

function decoded({ type, dims, base64 }: EncodedTensor): Tensor {
  const { buffer } = Uint8Array.from(Buffer.from(base64, "base64"));
  return type === "float32"
    ? new Tensor(type, new Float32Array(buffer), dims)
    : new Tensor(type, new BigInt64Array(buffer), dims);
}
