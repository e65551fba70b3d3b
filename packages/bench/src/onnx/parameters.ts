/**
 * How many parameters an ONNX model has: what others mean by the size of a model, and what is set against its carbon.
 * Field numbers are those of onnx.proto3.
 * @module
 */
import { statSync } from "node:fs";
import { type Field, Malformed, type ProtobufFile, type Stretch, withProtobufFile } from "./protobuf-file.ts";

const MODEL = { graph: 7, functions: 25 } as const;
const FUNCTION = { node: 7 } as const;
const GRAPH = { node: 1, initializer: 5, sparseInitializer: 15 } as const;
const NODE = { op: 4, attribute: 5, domain: 7 } as const;
const ATTRIBUTE = { tensor: 5, graph: 6, tensors: 10, graphs: 11, sparse: 22, sparses: 23 } as const;
const TENSOR = { dims: 1, type: 2 } as const;
const SPARSE = { values: 1 } as const;

/** Types of tensors that hold shapes, indices and masks, not weights: int64, string, bool. */
const NO_WEIGHTS: readonly number[] = [7, 8, 9];
/** Operations that pack several weights into an element: the elements of their tensors are not the weights. */
const PACKED: readonly string[] = ["MatMulNBits", "MatMulBnb4", "GatherBlockQuantized", "QMoE"];
/** Operations of this domain (trees, support vectors) have their weights in attributes, by rules of each. */
const CLASSIC = "ai.onnx.ml";
/** Graphs that may stand in one another. */
const DEEPEST = 32;

/** What cannot be counted rightly is not counted at all. */
class Uncountable extends Error {}

const counted = new Map<string, { readonly version: string; readonly parameters: number | undefined }>();

/**
 * Parameters of the model in `path`: elements of its initializers and of its Constant nodes' tensors, subgraphs and
 * functions included, each as often as it is stored. Tensors in files beside the model count by their dims. Shapes,
 * indices and masks (int64, bool, strings) do not count.
 * @returns a whole number >= 0; undefined where the file is no ONNX model, or packs its weights in a way of its own
 *   (4-bit blocks, trees), so that elements are not parameters. Never throws.
 */
export function parametersOf(path: string): number | undefined {
  try {
    const { mtimeMs, size } = statSync(path);
    const version = `${mtimeMs} ${size}`;
    const known = counted.get(path);
    if (known?.version === version) return known.parameters;
    const parameters = counting(path);
    counted.set(path, { version, parameters });
    return parameters;
  } catch {
    // it was there when it was looked for: whoever loads it next says better what is wrong
    return undefined;
  }
}

function counting(path: string): number | undefined {
  try {
    return withProtobufFile(path, (file) => ofModel(file));
  } catch (error) {
    if (error instanceof Malformed || error instanceof Uncountable) return undefined;
    throw error;
  }
}

function ofModel(file: ProtobufFile): number | undefined {
  let parameters = 0;
  let graphs = 0;
  for (const field of file.fields(file.whole)) {
    if (field.number === MODEL.graph) {
      parameters += ofGraph(file, field, 0);
      graphs += 1;
    } else if (field.number === MODEL.functions) {
      for (const inner of file.fields(field)) {
        if (inner.number === FUNCTION.node) parameters += ofNode(file, inner, 0);
      }
    }
  }
  return graphs === 1 && Number.isSafeInteger(parameters) ? parameters : undefined;
}

function ofGraph(file: ProtobufFile, graph: Stretch, depth: number): number {
  if (depth > DEEPEST) throw new Malformed("graphs stand too deep in one another");
  let parameters = 0;
  for (const field of file.fields(graph)) {
    if (field.number === GRAPH.node) parameters += ofNode(file, field, depth);
    else if (field.number === GRAPH.initializer) parameters += ofTensor(file, field);
    else if (field.number === GRAPH.sparseInitializer) parameters += ofSparse(file, field);
  }
  return parameters;
}

/** The operation may stand behind its attributes, so that their tensors are put by until it is known. */
function ofNode(file: ProtobufFile, node: Stretch, depth: number): number {
  let op = "";
  let within = 0;
  let tensors = 0;
  for (const field of file.fields(node)) {
    if (field.number === NODE.op) op = file.text(field);
    else if (field.number === NODE.domain && file.text(field) === CLASSIC) throw new Uncountable(CLASSIC);
    else if (field.number === NODE.attribute) {
      for (const part of file.fields(field)) {
        if (part.number === ATTRIBUTE.graph || part.number === ATTRIBUTE.graphs) {
          within += ofGraph(file, part, depth + 1);
        } else tensors += ofAttribute(file, part);
      }
    }
  }
  if (PACKED.includes(op)) throw new Uncountable(op);
  return within + (op === "Constant" ? tensors : 0);
}

function ofAttribute(file: ProtobufFile, part: Field): number {
  if (part.number === ATTRIBUTE.tensor || part.number === ATTRIBUTE.tensors) return ofTensor(file, part);
  if (part.number === ATTRIBUTE.sparse || part.number === ATTRIBUTE.sparses) return ofSparse(file, part);
  return 0;
}

function ofTensor(file: ProtobufFile, tensor: Stretch): number {
  let elements = 1;
  for (const field of file.fields(tensor)) {
    if (field.number === TENSOR.dims) {
      for (const dim of file.varints(field)) elements *= dim;
    } else if (field.number === TENSOR.type && NO_WEIGHTS.includes(field.varint ?? 0)) return 0;
  }
  return elements;
}

/** Of a sparse tensor, what is stored. */
function ofSparse(file: ProtobufFile, sparse: Stretch): number {
  for (const field of file.fields(sparse)) {
    if (field.number === SPARSE.values) return ofTensor(file, field);
  }
  return 0;
}
