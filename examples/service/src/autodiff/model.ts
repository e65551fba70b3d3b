/** @module The ONNX models of a network: one that trains it by a step, one that answers. */
import { floatTensor, int, OPSET, type OnnxModel, type OnnxValue } from "../onnx/model.ts";
import { adamUpdate, nextName, type AdamState } from "./adam.ts";
import { gradients } from "./gradients.ts";
import type { Network, Parameter, Weights } from "./network.ts";
import { crossEntropy } from "./operations.ts";
import { Tape } from "./tape.ts";

/** Names of the inputs and outputs that are no parameters. */
export const NAMES = {
  input: "x",
  labels: "labels",
  rate: "rate",
  loss: "loss",
  probabilities: "probabilities",
} as const;

/** The tensors that a step reads and writes for one parameter. */
export function adamState(parameter: Parameter): AdamState {
  return { parameter: parameter.name, mean: `${parameter.name}.mean`, square: `${parameter.name}.square` };
}

/**
 * One training step as a graph: reads x [N, …], one-hot labels [N, classes], rate (a number) and each parameter with
 * its moments; gives the loss (a number) and, under `nextName`, the parameters and moments after the step.
 */
export function trainStepModel(network: Network): OnnxModel {
  const tape = new Tape();
  const loss = crossEntropy(tape, network.logits(tape, NAMES.input), NAMES.labels, NAMES.loss);
  const slopes = gradients(
    tape,
    loss,
    network.parameters.map(({ name }) => name),
  );
  const state: OnnxValue[] = [];
  for (const [index, parameter] of network.parameters.entries()) {
    const names = adamState(parameter);
    const slope = slopes[index];
    if (slope === undefined) throw new Error(`no gradient for ${parameter.name}`);
    adamUpdate(tape, names, slope, NAMES.rate);
    for (const name of Object.values(names)) state.push({ name, type: "float32", dims: parameter.dims });
  }
  return {
    name: `${network.name}-step`,
    opset: OPSET,
    nodes: tape.nodes,
    constants: tape.constants,
    inputs: [
      inputValue(network),
      { name: NAMES.labels, type: "float32", dims: ["N", network.classes] },
      { name: NAMES.rate, type: "float32", dims: [] },
      ...state,
    ],
    outputs: [
      { name: NAMES.loss, type: "float32", dims: [] },
      ...state.map(({ name, type, dims }) => ({ name: nextName(name), type, dims })),
    ],
  };
}

/**
 * The network that answers: x [N, …] → probabilities [N, classes]. With `weights` they are part of the model;
 * without, the parameters are inputs, so that one session can judge a training as it goes.
 */
export function inferenceModel(network: Network, weights?: Weights): OnnxModel {
  const tape = new Tape();
  const logits = network.logits(tape, NAMES.input);
  tape.emit("Softmax", [logits], { axis: int(1) }, NAMES.probabilities);
  const parameters = network.parameters.map(({ name, dims }): OnnxValue => ({ name, type: "float32", dims }));
  const baked = network.parameters.flatMap(({ name, dims }) => {
    const values = weights?.get(name);
    return values === undefined ? [] : [floatTensor(name, dims, values)];
  });
  if (weights !== undefined && baked.length !== network.parameters.length) {
    throw new Error(`${network.name}: weights are missing`);
  }
  return {
    name: network.name,
    opset: OPSET,
    nodes: tape.nodes,
    constants: [...tape.constants, ...baked],
    inputs: weights === undefined ? [inputValue(network), ...parameters] : [inputValue(network)],
    outputs: [{ name: NAMES.probabilities, type: "float32", dims: ["N", network.classes] }],
  };
}

function inputValue(network: Network): OnnxValue {
  return { name: NAMES.input, type: "float32", dims: ["N", ...network.inputDims] };
}
