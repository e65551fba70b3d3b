import { expect, test } from "vitest";
import { encodeModel } from "../onnx/encode.ts";
import { floats, floatsOf, openSession } from "../onnx/session.ts";
import { channelsFirst, onnxOfKeras } from "./keras.ts";
import type { KerasLayer, KerasModel } from "./keras-layers.ts";

const CONVOLUTION = {
  strides: [1, 1],
  dilation_rate: [1, 1],
  groups: 1,
  padding: "same",
  activation: "relu",
};

/** in [1, 1, 2, 3] → 3×3 "same" convolution with ReLU → doubled by repeating → + itself. */
const LAYERS: readonly KerasLayer[] = [
  { kind: "InputLayer", name: "in", config: {}, from: [] },
  { kind: "Conv2D", name: "conv", config: CONVOLUTION, from: ["in"] },
  { kind: "Concatenate", name: "both", config: { axis: 3 }, from: ["conv", "in"] },
  {
    kind: "Conv2D",
    name: "mix",
    config: { ...CONVOLUTION, padding: "valid", activation: "linear" },
    from: ["both"],
  },
  { kind: "UpSampling2D", name: "up", config: { size: [2, 2], interpolation: "nearest" }, from: ["mix"] },
  { kind: "Add", name: "out", config: {}, from: ["up", "up"] },
];

const MODEL: KerasModel = {
  layers: LAYERS,
  // conv: the pixel itself − the one to its right; mix: conv + 10 × in + 1.
  weights: new Map([
    ["conv/kernel", { dims: [3, 3, 1, 1], values: Float32Array.of(0, 0, 0, 0, 1, -1, 0, 0, 0) }],
    ["conv/bias", { dims: [1], values: Float32Array.of(0) }],
    ["mix/kernel", { dims: [1, 1, 2, 1], values: Float32Array.of(1, 10) }],
    ["mix/bias", { dims: [1], values: Float32Array.of(1) }],
  ]),
  output: "out",
};

test("each kind of layer does what arithmetic by hand says", async () => {
  const session = await openSession(encodeModel(onnxOfKeras(MODEL, 1)));
  const outputs = await session.run({ in: floats(Float32Array.of(5, 2, 3, 0, 0, 1), [1, 1, 2, 3]) });
  // conv: 3 0 3 / 0 0 1; mix, conv + 10·in + 1: 54 21 34 / 1 1 12; out: doubled in size, and added to itself.
  expect([...floatsOf(outputs, "out")]).toEqual(
    [
      [108, 108, 42, 42, 68, 68],
      [108, 108, 42, 42, 68, 68],
      [2, 2, 2, 2, 24, 24],
      [2, 2, 2, 2, 24, 24],
    ].flat(),
  );
});

test("a kernel is turned from [height, width, in, out] to [out, in, height, width]", () => {
  const turned = channelsFirst({
    dims: [1, 2, 2, 3],
    values: Float32Array.from({ length: 12 }, (_, i) => i),
  });
  expect(turned.dims).toEqual([3, 2, 1, 2]);
  expect([...turned.values]).toEqual([0, 6, 3, 9, 1, 7, 4, 10, 2, 8, 5, 11]);
});

test.each([
  [{ kind: "Dense", name: "conv", config: {}, from: ["in"] }, /layer conv: Dense is not covered/],
  [{ kind: "Conv2D", name: "conv", config: { ...CONVOLUTION, strides: [2, 2] }, from: ["in"] }, /strides/],
  [
    { kind: "Conv2D", name: "conv", config: { ...CONVOLUTION, activation: "tanh" }, from: ["in"] },
    /than relu/,
  ],
  [{ kind: "Conv2D", name: "other", config: CONVOLUTION, from: ["in"] }, /no kernel/],
  [
    { kind: "UpSampling2D", name: "up", config: { size: [2, 2], interpolation: "bilinear" }, from: ["in"] },
    /nearest/,
  ],
])("what is not covered is refused by name: %o", (layer, message) => {
  expect(() => onnxOfKeras({ ...MODEL, layers: [...LAYERS.slice(0, 1), layer] }, 1)).toThrow(message);
});
