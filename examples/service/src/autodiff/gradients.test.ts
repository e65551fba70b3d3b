import { expect, test } from "vitest";
import { normal, seededRandom } from "../data/random.ts";
import { encodeModel } from "../onnx/encode.ts";
import { OPSET, type OnnxModel } from "../onnx/model.ts";
import { floats, floatsOf, openSession, type Feeds } from "../onnx/session.ts";
import { gradients } from "./gradients.ts";
import type { Network } from "./network.ts";
import { parameterSize } from "./network.ts";
import { conv, convSize, crossEntropy, dense, flatten, relu } from "./operations.ts";
import { Tape } from "./tape.ts";

const HALVING = { kernel: 4, stride: 2, pad: 1 };

/** Every operation at once: two convolutions of unlike sizes, two dense layers. */
const NETWORK: Network = {
  name: "all",
  inputDims: [2, 8, 8],
  classes: 3,
  parameters: [
    { name: "conv1.weight", dims: [3, 2, 4, 4], fanIn: 32 },
    { name: "conv1.bias", dims: [3], fanIn: 1 },
    { name: "conv2.weight", dims: [2, 3, 3, 3], fanIn: 27 },
    { name: "conv2.bias", dims: [2], fanIn: 1 },
    { name: "hidden.weight", dims: [32, 5], fanIn: 32 },
    { name: "hidden.bias", dims: [5], fanIn: 1 },
    { name: "out.weight", dims: [5, 3], fanIn: 5 },
    { name: "out.bias", dims: [3], fanIn: 1 },
  ],
  logits: (tape, x) => {
    const first = relu(tape, conv(tape, x, "conv1.weight", "conv1.bias", HALVING));
    const second = conv(tape, first, "conv2.weight", "conv2.bias", { kernel: 3, stride: 1, pad: 1 });
    const hidden = relu(tape, dense(tape, flatten(tape, second), "hidden.weight", "hidden.bias"));
    return dense(tape, hidden, "out.weight", "out.bias");
  },
};

test("every gradient of every operation agrees with finite differences", async () => {
  const tape = new Tape();
  const loss = crossEntropy(tape, NETWORK.logits(tape, "x"), "labels", "loss");
  const wanted = ["x", ...NETWORK.parameters.map(({ name }) => name)];
  const slopes = gradients(tape, loss, wanted);
  const random = seededRandom(7);
  const batch = 4;
  const feeds: Record<string, Feeds[string]> = {
    x: floats(
      Float32Array.from({ length: batch * 128 }, () => 0.3 * normal(random)),
      [batch, 2, 8, 8],
    ),
    labels: floats(Float32Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1, 0.5, 0.5, 0), [batch, 3]),
  };
  for (const parameter of NETWORK.parameters) {
    const scale = 1 / Math.sqrt(parameter.fanIn);
    // Biases far from zero: some ReLUs open, some shut, and none at its kink, where there is no slope to check.
    const values = Float32Array.from({ length: parameterSize(parameter) }, (_, i) =>
      parameter.dims.length === 1 ? (i % 3 === 2 ? -2 : 2) : scale * normal(random),
    );
    feeds[parameter.name] = floats(values, parameter.dims);
  }
  const shapes = new Map([
    [loss, "a number"],
    ...slopes.map((slope, i): [string, string] => [slope, wanted[i] ?? ""]),
  ]);
  const session = await openSession(encodeModel(modelOf(tape, feeds, shapes)));
  const analytic = await session.run(feeds);

  // Far enough for 32-bit floats to tell the losses apart.
  const step = 1e-2;
  const wrong: string[] = [];
  let largest = 0;
  for (const [index, name] of wanted.entries()) {
    const exact = floatsOf(analytic, slopes[index] ?? "");
    const values = floatsOf(feeds, name);
    const lossWith = async (moved: Float32Array): Promise<number> => {
      const outputs = await session.run({ ...feeds, [name]: floats(moved, feeds[name]?.dims ?? []) });
      return floatsOf(outputs, "loss")[0] ?? Number.NaN;
    };
    // Along random directions: each gives one number that every entry of the gradient has a part in.
    for (let direction = 0; direction < 3; direction += 1) {
      const along = Float32Array.from(values, () => normal(random));
      const length = Math.hypot(...along);
      const ahead = await lossWith(values.map((value, i) => value + (step * (along[i] ?? 0)) / length));
      const behind = await lossWith(values.map((value, i) => value - (step * (along[i] ?? 0)) / length));
      const expected = exact.reduce((sum, slope, i) => sum + (slope * (along[i] ?? 0)) / length, 0);
      const error = Math.abs((ahead - behind) / (2 * step) - expected);
      if (error > 2e-3 * Math.max(0.1, Math.abs(expected))) wrong.push(`${name}: off by ${error}`);
      largest = Math.max(largest, Math.abs(expected));
    }
  }
  expect(wrong).toEqual([]);
  // The slopes checked are not all nothing.
  expect(largest).toBeGreaterThan(0.05);
});

test("a value used twice gets both its gradients", async () => {
  const tape = new Tape();
  const square = tape.emit("Mul", ["a", "a"]);
  tape.depends(
    square,
    ["a", (dy) => tape.emit("Mul", [dy, "a"])],
    ["a", (dy) => tape.emit("Mul", [dy, "a"])],
  );
  const [slope = ""] = gradients(tape, square, ["a"]);
  const feeds = { a: floats(Float32Array.of(3), []) };
  const session = await openSession(encodeModel(modelOf(tape, feeds, new Map([[slope, "a"]]))));
  expect([...floatsOf(await session.run(feeds), slope)]).toEqual([6]);
});

test("a number has no gradient by what it does not depend on", () => {
  const tape = new Tape();
  const loss = relu(tape, "a");
  expect(() => gradients(tape, loss, ["b"])).toThrow(/does not depend on b/);
});

test("no node is written for a gradient that nobody asked for", () => {
  const tape = new Tape();
  const loss = relu(tape, dense(tape, "x", "weight", "bias"));
  gradients(tape, loss, ["bias"]);
  // Forward: Gemm, Relu. Back: Sign and Mul through the Relu, ReduceSum for the bias.
  expect(tape.nodes.map(({ op }) => op)).toEqual(["Gemm", "Relu", "Sign", "Mul", "ReduceSum"]);
});

test("a convolution that does not tile its input is refused", () => {
  expect(convSize(28, HALVING)).toBe(14);
  expect(() => convSize(27, HALVING)).toThrow(/does not tile 27 pixels/);
});

/** The tape as a model that gives `outputs`: names, each with the name of a feed of the same shape. */
function modelOf(tape: Tape, feeds: Feeds, outputs: ReadonlyMap<string, string>): OnnxModel {
  return {
    name: "check",
    opset: OPSET,
    nodes: tape.nodes,
    constants: tape.constants,
    inputs: Object.entries(feeds).map(([name, { dims }]) => ({ name, type: "float32", dims })),
    outputs: [...outputs].map(([name, like]) => ({ name, type: "float32", dims: feeds[like]?.dims ?? [] })),
  };
}
