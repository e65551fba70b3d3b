import { expect, test } from "vitest";
import { decodeModel } from "./decode.ts";
import { encodeModel } from "./encode.ts";
import { float, floatTensor, int, int64Tensor, ints, OPSET, text, type OnnxModel } from "./model.ts";
import { floats, floatsOf, openSession } from "./session.ts";

/** y = LeakyRelu(x · w), turned round, with a shape of −1 in a constant. */
const MODEL: OnnxModel = {
  name: "small",
  opset: OPSET,
  nodes: [
    {
      op: "Gemm",
      inputs: ["x", "w"],
      outputs: ["product"],
      attributes: { transB: int(1), alpha: float(0.5) },
    },
    { op: "LeakyRelu", inputs: ["product"], outputs: ["leaky"], attributes: { alpha: float(0.25) } },
    { op: "Transpose", inputs: ["leaky"], outputs: ["turned"], attributes: { perm: ints(1, 0) } },
    { op: "Reshape", inputs: ["turned", "shape"], outputs: ["y"], attributes: {} },
  ],
  constants: [floatTensor("w", [2, 3], Float32Array.of(1, 2, 3, -1, 0, 1)), int64Tensor("shape", [1], [-1])],
  inputs: [{ name: "x", type: "float32", dims: ["N", 3] }],
  outputs: [{ name: "y", type: "float32", dims: ["length"] }],
};

test("a model comes back from its bytes as it was", () => {
  expect(decodeModel(encodeModel(MODEL))).toEqual(MODEL);
});

test("text attributes and negative integers come back as they were", () => {
  const node = {
    op: "X",
    inputs: [],
    outputs: [],
    attributes: { mode: text("é"), axis: int(-1), all: ints(-2, 3) },
  };
  const model = { ...MODEL, nodes: [node] };
  expect(decodeModel(encodeModel(model)).nodes).toEqual([node]);
});

test("onnxruntime runs what is written, and gets what arithmetic says", async () => {
  const session = await openSession(encodeModel(MODEL));
  const outputs = await session.run({ x: floats(Float32Array.of(1, 1, 1, 4, 0, 0), [2, 3]) });
  // x·wᵀ/2 = [[3, 0], [2, −2]]; leaky [[3, 0], [2, −0.5]]; turned and laid out: 3 2 0 −0.5
  expect([...floatsOf(outputs, "y")]).toEqual([3, 2, 0, -0.5]);
});

test("an output that is not there is an error that names it", async () => {
  expect(() => floatsOf({}, "y")).toThrow(/named y/);
});

test("a constant whose values do not fill its dimensions is refused", () => {
  expect(() => floatTensor("w", [2, 2], new Float32Array(3))).toThrow(/tensor w: .* hold 4 values, not 3/);
});
