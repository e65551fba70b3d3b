/** @module An ONNX model as the bytes of an .onnx file. */
import { PbfWriter } from "pbf";
import * as field from "./field.ts";
import type { OnnxAttribute, OnnxModel, OnnxNode, OnnxTensor, OnnxValue } from "./model.ts";

// IR version 8 is the one that operator set 17 came with.
const IR_VERSION = 8;

/** The bytes of an .onnx file that holds `model`. */
export function encodeModel(model: OnnxModel): Uint8Array {
  const out = new PbfWriter();
  writeInt(out, field.MODEL.irVersion, IR_VERSION);
  writeText(out, field.MODEL.producer, "gramme-example-service");
  out.writeMessage(field.MODEL.graph, writeGraph, model);
  out.writeMessage(
    field.MODEL.opset,
    (opset: number, pbf) => writeInt(pbf, field.OPSET_ID.version, opset),
    model.opset,
  );
  return out.finish();
}

function writeGraph(model: OnnxModel, out: PbfWriter): void {
  for (const node of model.nodes) out.writeMessage(field.GRAPH.node, writeNode, node);
  writeText(out, field.GRAPH.name, model.name);
  for (const tensor of model.constants) out.writeMessage(field.GRAPH.initializer, writeTensor, tensor);
  for (const value of model.inputs) out.writeMessage(field.GRAPH.input, writeValue, value);
  for (const value of model.outputs) out.writeMessage(field.GRAPH.output, writeValue, value);
}

function writeNode(node: OnnxNode, out: PbfWriter): void {
  for (const name of node.inputs) writeText(out, field.NODE.input, name);
  for (const name of node.outputs) writeText(out, field.NODE.output, name);
  writeText(out, field.NODE.op, node.op);
  for (const attribute of Object.entries(node.attributes)) {
    out.writeMessage(field.NODE.attribute, writeAttribute, attribute);
  }
}

function writeAttribute([name, attribute]: [string, OnnxAttribute], out: PbfWriter): void {
  writeText(out, field.ATTRIBUTE.name, name);
  switch (attribute.kind) {
    case "float":
      out.writeTag(field.ATTRIBUTE.float, FIXED32);
      out.writeFloat(attribute.value);
      break;
    case "int":
      writeInt(out, field.ATTRIBUTE.int, attribute.value);
      break;
    case "string":
      writeText(out, field.ATTRIBUTE.string, attribute.value);
      break;
    case "ints":
      for (const value of attribute.value) writeInt(out, field.ATTRIBUTE.ints, value);
      break;
  }
  writeInt(out, field.ATTRIBUTE.type, field.ATTRIBUTE_CODE[attribute.kind]);
}

function writeTensor(tensor: OnnxTensor, out: PbfWriter): void {
  for (const dim of tensor.dims) writeInt(out, field.TENSOR.dims, dim);
  writeInt(out, field.TENSOR.type, field.ELEMENT_CODE[tensor.type]);
  writeText(out, field.TENSOR.name, tensor.name);
  out.writeTag(field.TENSOR.raw, LENGTH_DELIMITED);
  out.writeBytes(tensor.bytes);
}

function writeValue(value: OnnxValue, out: PbfWriter): void {
  writeText(out, field.VALUE.name, value.name);
  out.writeMessage(
    field.VALUE.type,
    (typed: OnnxValue, type) => type.writeMessage(field.TYPE.tensor, writeTensorType, typed),
    value,
  );
}

function writeTensorType(value: OnnxValue, out: PbfWriter): void {
  writeInt(out, field.TENSOR_TYPE.element, field.ELEMENT_CODE[value.type]);
  out.writeMessage(field.TENSOR_TYPE.shape, writeShape, value.dims);
}

function writeShape(dims: OnnxValue["dims"], out: PbfWriter): void {
  for (const dim of dims) out.writeMessage(field.SHAPE.dim, writeDimension, dim);
}

function writeDimension(dim: number | string, out: PbfWriter): void {
  if (typeof dim === "number") writeInt(out, field.DIMENSION.size, dim);
  else writeText(out, field.DIMENSION.name, dim);
}

// Protobuf wire types.
const VARINT = 0;
const LENGTH_DELIMITED = 2;
const FIXED32 = 5;

function writeInt(out: PbfWriter, tag: number, value: number): void {
  out.writeTag(tag, VARINT);
  out.writeVarint(value);
}

function writeText(out: PbfWriter, tag: number, value: string): void {
  out.writeTag(tag, LENGTH_DELIMITED);
  out.writeString(value);
}
