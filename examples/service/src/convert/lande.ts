/** @module lande, a language detector, as an ONNX model. */
import { floatTensor, int, OPSET, type OnnxModel, type OnnxNode } from "../onnx/model.ts";
import type { DenseLayer } from "./lande-weights.ts";

/** Names of the model's input [N, ngrams] and output [N, languages]. */
export const LANDE = { input: "ngrams", output: "probabilities" } as const;

/** The network as ONNX: dense layers with ReLU between, softmax at the end. Throws when there are no layers. */
export function landeModel(layers: readonly DenseLayer[]): OnnxModel {
  const [first] = layers;
  const last = layers.at(-1);
  if (first === undefined || last === undefined) throw new RangeError("lande has no dense layers");
  const nodes: OnnxNode[] = [];
  let at: string = LANDE.input;
  for (const index of layers.keys()) {
    const isLast = index === layers.length - 1;
    const inputs = [at, `weight${index}`, `bias${index}`];
    nodes.push({ op: "Gemm", inputs, outputs: [`dense${index}`], attributes: {} });
    at = isLast ? LANDE.output : `relu${index}`;
    nodes.push({
      op: isLast ? "Softmax" : "Relu",
      inputs: [`dense${index}`],
      outputs: [at],
      attributes: isLast ? { axis: int(1) } : {},
    });
  }
  return {
    name: "language",
    opset: OPSET,
    nodes,
    constants: layers.flatMap(({ inputs, outputs, weight, bias }, index) => [
      floatTensor(`weight${index}`, [inputs, outputs], weight),
      floatTensor(`bias${index}`, [outputs], bias),
    ]),
    inputs: [{ name: LANDE.input, type: "float32", dims: ["N", first.inputs] }],
    outputs: [{ name: LANDE.output, type: "float32", dims: ["N", last.outputs] }],
  };
}
