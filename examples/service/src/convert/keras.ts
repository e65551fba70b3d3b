/** @module A Keras image model as an ONNX model. Keras keeps channels last, ONNX first: weights and axes are turned. */
import {
  floatTensor,
  int,
  OPSET,
  text,
  type OnnxAttribute,
  type OnnxModel,
  type OnnxNode,
  type OnnxTensor,
} from "../onnx/model.ts";
import type { KerasLayer, KerasModel, KerasWeight } from "./keras-layers.ts";

/** What one layer becomes. */
interface Piece {
  readonly nodes: readonly OnnxNode[];
  readonly constants: readonly OnnxTensor[];
}

/**
 * The model as ONNX: one image input [N, channels, height, width] under the name of its input layer, one output under
 * the name of its last. Throws a TypeError that names the layer where a layer or setting is not covered.
 */
export function onnxOfKeras(model: KerasModel, channels: number): OnnxModel {
  const input = model.layers.find(({ kind }) => kind === "InputLayer");
  if (input === undefined) throw new TypeError("the Keras model has no input layer");
  const pieces = model.layers.filter((layer) => layer !== input).map((layer) => piece(layer, model.weights));
  return {
    name: "image-model",
    opset: OPSET,
    nodes: pieces.flatMap(({ nodes }) => nodes),
    constants: pieces.flatMap(({ constants }) => constants),
    inputs: [{ name: input.name, type: "float32", dims: ["N", channels, "height", "width"] }],
    outputs: [{ name: model.output, type: "float32", dims: ["N", channels, "outHeight", "outWidth"] }],
  };
}

function piece(layer: KerasLayer, weights: KerasModel["weights"]): Piece {
  switch (layer.kind) {
    case "Conv2D":
      return convolution(layer, weights);
    case "Activation":
      return { nodes: [activation(layer, layer.from[0] ?? "", layer.name)], constants: [] };
    case "Add":
      requireThat(layer, layer.from.length === 2, "other than two inputs");
      return node("Add", layer);
    case "Concatenate":
      requireThat(
        layer,
        layer.config["axis"] === 3 || layer.config["axis"] === -1,
        "an axis other than channels",
      );
      return node("Concat", layer, { axis: int(1) });
    case "UpSampling2D":
      return upSampling(layer);
    default:
      throw new TypeError(`layer ${layer.name}: ${layer.kind} is not covered`);
  }
}

/** ONNX's words for Keras's paddings. At stride 1 the upper and the lower kind of "same" are one. */
const PADDING: Readonly<Record<string, string>> = { same: "SAME_UPPER", valid: "VALID" };

function convolution(layer: KerasLayer, weights: KerasModel["weights"]): Piece {
  const { name, config } = layer;
  const kernel = weights.get(`${name}/kernel`);
  const bias = weights.get(`${name}/bias`);
  requireThat(layer, kernel !== undefined, "no kernel");
  requireThat(layer, bias !== undefined, "no bias");
  requireThat(layer, isOnes(config["strides"]) && isOnes(config["dilation_rate"]), "strides or dilation");
  requireThat(layer, config["groups"] === 1, "more than one group");
  const padding = PADDING[String(config["padding"])];
  requireThat(layer, padding !== undefined, `padding ${String(config["padding"])}`);
  const turned = channelsFirst(kernel);
  const linear = config["activation"] === "linear";
  const result = linear ? name : `${name}/linear`;
  const inputs = [layer.from[0] ?? "", `${name}/kernel`, `${name}/bias`];
  const conv = { op: "Conv", inputs, outputs: [result], attributes: { auto_pad: text(padding) } };
  return {
    nodes: linear ? [conv] : [conv, activation(layer, result, name)],
    constants: [
      floatTensor(`${name}/kernel`, turned.dims, turned.values),
      floatTensor(`${name}/bias`, bias.dims, bias.values),
    ],
  };
}

function activation(layer: KerasLayer, from: string, to: string): OnnxNode {
  requireThat(layer, layer.config["activation"] === "relu", "an activation other than relu");
  return { op: "Relu", inputs: [from], outputs: [to], attributes: {} };
}

function upSampling(layer: KerasLayer): Piece {
  const { name, config } = layer;
  const size = config["size"] as readonly [number, number];
  requireThat(layer, config["interpolation"] === "nearest", "an interpolation other than nearest");
  return {
    nodes: [
      {
        op: "Resize",
        // The second input, a region of interest, is left out.
        inputs: [layer.from[0] ?? "", "", `${name}/scales`],
        outputs: [name],
        attributes: {
          mode: text("nearest"),
          nearest_mode: text("floor"),
          coordinate_transformation_mode: text("asymmetric"),
        },
      },
    ],
    constants: [floatTensor(`${name}/scales`, [4], Float32Array.of(1, 1, size[0], size[1]))],
  };
}

function node(
  op: string,
  layer: KerasLayer,
  attributes: Readonly<Record<string, OnnxAttribute>> = {},
): Piece {
  return { nodes: [{ op, inputs: layer.from, outputs: [layer.name], attributes }], constants: [] };
}

/** A kernel [height, width, in, out] as [out, in, height, width]. */
export function channelsFirst({ dims, values }: KerasWeight): KerasWeight {
  const [height = 1, width = 1, inputs = 1, outputs = 1] = dims;
  const turned = new Float32Array(values.length);
  for (const [index, value] of values.entries()) {
    const output = index % outputs;
    const input = Math.floor(index / outputs) % inputs;
    const place = Math.floor(index / outputs / inputs);
    turned[(output * inputs + input) * height * width + place] = value;
  }
  return { dims: [outputs, inputs, height, width], values: turned };
}

function isOnes(setting: unknown): boolean {
  return Array.isArray(setting) && setting.every((value) => value === 1);
}

function requireThat(layer: KerasLayer, holds: boolean, found: string): asserts holds {
  if (!holds) throw new TypeError(`layer ${layer.name} (${layer.kind}): ${found} is not covered`);
}
