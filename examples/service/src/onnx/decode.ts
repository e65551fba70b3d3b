/** @module The bytes of an .onnx file back to a model, for the parts of ONNX that `model.ts` knows. */
import { PbfReader } from "pbf";
import * as field from "./field.ts";
import type { ElementType, OnnxAttribute, OnnxModel, OnnxNode, OnnxTensor, OnnxValue } from "./model.ts";

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

/** The model that `bytes` hold. Throws a TypeError on an element or attribute type this service does not use. */
export function decodeModel(bytes: Uint8Array): OnnxModel {
  const model = {
    name: "",
    opset: 0,
    nodes: [] as OnnxNode[],
    constants: [] as OnnxTensor[],
    inputs: [] as OnnxValue[],
    outputs: [] as OnnxValue[],
  };
  new PbfReader(bytes).readFields((tag, result, pbf) => {
    if (tag === field.MODEL.graph) {
      pbf.readMessage((graphTag, into: typeof model, graph) => {
        if (graphTag === field.GRAPH.node) into.nodes.push(readNode(graph));
        else if (graphTag === field.GRAPH.name) into.name = graph.readString();
        else if (graphTag === field.GRAPH.initializer) into.constants.push(readTensor(graph));
        else if (graphTag === field.GRAPH.input) into.inputs.push(readValue(graph));
        else if (graphTag === field.GRAPH.output) into.outputs.push(readValue(graph));
      }, result);
    } else if (tag === field.MODEL.opset) {
      pbf.readMessage((idTag, into: typeof model, id) => {
        if (idTag === field.OPSET_ID.version) into.opset = id.readVarint();
      }, result);
    }
  }, model);
  return model;
}

function readNode(pbf: PbfReader): OnnxNode {
  const node = {
    op: "",
    inputs: [] as string[],
    outputs: [] as string[],
    attributes: {} as Record<string, OnnxAttribute>,
  };
  return pbf.readMessage((tag, into, inner) => {
    if (tag === field.NODE.input) into.inputs.push(inner.readString());
    else if (tag === field.NODE.output) into.outputs.push(inner.readString());
    else if (tag === field.NODE.op) into.op = inner.readString();
    else if (tag === field.NODE.attribute) {
      const [name, attribute] = readAttribute(inner);
      into.attributes[name] = attribute;
    }
  }, node);
}

function readAttribute(pbf: PbfReader): [string, OnnxAttribute] {
  const read = { name: "", type: 0, float: 0, int: 0, string: "", ints: [] as number[] };
  pbf.readMessage((tag, into, inner) => {
    if (tag === field.ATTRIBUTE.name) into.name = inner.readString();
    else if (tag === field.ATTRIBUTE.type) into.type = inner.readVarint();
    else if (tag === field.ATTRIBUTE.float) into.float = inner.readFloat();
    else if (tag === field.ATTRIBUTE.int) into.int = inner.readVarint(true);
    else if (tag === field.ATTRIBUTE.string) into.string = inner.readString();
    else if (tag === field.ATTRIBUTE.ints) inner.readPackedVarint(into.ints, true);
  }, read);
  switch (read.type) {
    case field.ATTRIBUTE_CODE.float:
      return [read.name, { kind: "float", value: read.float }];
    case field.ATTRIBUTE_CODE.int:
      return [read.name, { kind: "int", value: read.int }];
    case field.ATTRIBUTE_CODE.string:
      return [read.name, { kind: "string", value: read.string }];
    case field.ATTRIBUTE_CODE.ints:
      return [read.name, { kind: "ints", value: read.ints }];
    default:
      throw new TypeError(`attribute ${read.name}: type ${read.type} is not one that this service writes`);
  }
}

function readTensor(pbf: PbfReader): OnnxTensor {
  const tensor: Writable<OnnxTensor> & { dims: number[] } = {
    name: "",
    type: "float32",
    dims: [],
    bytes: new Uint8Array(),
  };
  return pbf.readMessage((tag, into, inner) => {
    if (tag === field.TENSOR.dims) inner.readPackedVarint(into.dims);
    else if (tag === field.TENSOR.type) into.type = elementType(inner.readVarint());
    else if (tag === field.TENSOR.name) into.name = inner.readString();
    else if (tag === field.TENSOR.raw) into.bytes = inner.readBytes();
  }, tensor);
}

function readValue(pbf: PbfReader): OnnxValue {
  const value: Writable<OnnxValue> & { dims: (number | string)[] } = { name: "", type: "float32", dims: [] };
  return pbf.readMessage((tag, into, inner) => {
    if (tag === field.VALUE.name) into.name = inner.readString();
    else if (tag === field.VALUE.type) {
      inner.readMessage((typeTag, typed, type) => {
        if (typeTag === field.TYPE.tensor) type.readMessage(readTensorType, typed);
      }, into);
    }
  }, value);
}

function readTensorType(
  tag: number,
  into: Writable<OnnxValue> & { dims: (number | string)[] },
  pbf: PbfReader,
) {
  if (tag === field.TENSOR_TYPE.element) into.type = elementType(pbf.readVarint());
  else if (tag === field.TENSOR_TYPE.shape) {
    pbf.readMessage((shapeTag, dims, shape) => {
      if (shapeTag !== field.SHAPE.dim) return;
      shape.readMessage((dimTag, list, dim) => {
        if (dimTag === field.DIMENSION.size) list.push(dim.readVarint());
        else if (dimTag === field.DIMENSION.name) list.push(dim.readString());
      }, dims);
    }, into.dims);
  }
}

function elementType(code: number): ElementType {
  if (code === field.ELEMENT_CODE.float32) return "float32";
  if (code === field.ELEMENT_CODE.int64) return "int64";
  throw new TypeError(`element type ${code} is not one that this service writes`);
}
