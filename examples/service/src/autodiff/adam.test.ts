import type { Tensor } from "onnxruntime-node";
import { expect, test } from "vitest";
import { encodeModel } from "../onnx/encode.ts";
import { OPSET, type OnnxValue } from "../onnx/model.ts";
import { floats, floatsOf, openSession } from "../onnx/session.ts";
import { adamRate, adamUpdate, nextName } from "./adam.ts";
import { Tape } from "./tape.ts";

test("three steps are Adam's, as its paper writes them", async () => {
  const state = { parameter: "p", mean: "m", square: "v" };
  const tape = new Tape();
  adamUpdate(tape, state, "g", "rate");
  const session = await openSession(
    encodeModel({
      name: "adam",
      opset: OPSET,
      nodes: tape.nodes,
      constants: tape.constants,
      inputs: scalars(["p", "m", "v", "g", "rate"]),
      outputs: scalars(["p", "m", "v"].map(nextName)),
    }),
  );
  let [p, m, v] = [1, 0, 0];
  let [exactP, exactM, exactV] = [1, 0, 0];
  for (const [index, gradient] of [0.3, -0.2, 0.5].entries()) {
    const step = index + 1;
    const outputs = await session.run({
      p: feed(p),
      m: feed(m),
      v: feed(v),
      g: feed(gradient),
      rate: feed(adamRate(0.1, step)),
    });
    [p, m, v] = ["p", "m", "v"].map((name) => floatsOf(outputs, nextName(name))[0] ?? 0) as [
      number,
      number,
      number,
    ];

    exactM = 0.9 * exactM + 0.1 * gradient;
    exactV = 0.999 * exactV + 0.001 * gradient ** 2;
    const corrected = exactM / (1 - 0.9 ** step) / (Math.sqrt(exactV / (1 - 0.999 ** step)) + 1e-8);
    exactP -= 0.1 * corrected;
    expect(p).toBeCloseTo(exactP, 5);
  }
});

function scalars(names: readonly string[]): readonly OnnxValue[] {
  return names.map((name) => ({ name, type: "float32", dims: [] }));
}

function feed(value: number): Tensor {
  return floats(Float32Array.of(value), []);
}
