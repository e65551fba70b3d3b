/** @module What an ONNX model is made of: the part of the format that this service writes and reads. */

/** The element types in use. */
export type ElementType = "float32" | "int64";

/** A tensor whose values are known: a weight or a constant. `bytes` are little-endian, row by row. */
export interface OnnxTensor {
  readonly name: string;
  readonly type: ElementType;
  readonly dims: readonly number[];
  readonly bytes: Uint8Array;
}

/** A setting of a node. ONNX tells integers from floats, so the kind is said. */
export type OnnxAttribute =
  | { readonly kind: "int"; readonly value: number }
  | { readonly kind: "float"; readonly value: number }
  | { readonly kind: "ints"; readonly value: readonly number[] }
  | { readonly kind: "string"; readonly value: string };

/** One operation: the names of what it reads and of what it writes. */
export interface OnnxNode {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, OnnxAttribute>>;
}

/** An input or output. A dimension is a size, or a name where the size is free (`"N"`). */
export interface OnnxValue {
  readonly name: string;
  readonly type: ElementType;
  readonly dims: readonly (number | string)[];
}

/** A whole model: nodes stand in an order in which they can run. */
export interface OnnxModel {
  readonly name: string;
  readonly opset: number;
  readonly nodes: readonly OnnxNode[];
  readonly constants: readonly OnnxTensor[];
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
}

/** The operator set that this service writes: standard operators, no extension. */
export const OPSET = 17;

/** A constant of 32-bit floats. Throws a RangeError when the values do not fill the dimensions. */
export function floatTensor(name: string, dims: readonly number[], values: Float32Array): OnnxTensor {
  requireFilled(name, dims, values.length);
  return {
    name,
    type: "float32",
    dims,
    bytes: new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
  };
}

/** A constant of 64-bit integers, as ONNX wants for shapes and axes. */
export function int64Tensor(name: string, dims: readonly number[], values: readonly number[]): OnnxTensor {
  requireFilled(name, dims, values.length);
  return { name, type: "int64", dims, bytes: new Uint8Array(BigInt64Array.from(values, BigInt).buffer) };
}

/** An integer attribute. */
export function int(value: number): OnnxAttribute {
  return { kind: "int", value };
}

/** A float attribute. */
export function float(value: number): OnnxAttribute {
  return { kind: "float", value };
}

/** A list-of-integers attribute. */
export function ints(...value: readonly number[]): OnnxAttribute {
  return { kind: "ints", value };
}

/** A text attribute. */
export function text(value: string): OnnxAttribute {
  return { kind: "string", value };
}

function requireFilled(name: string, dims: readonly number[], count: number): void {
  const size = dims.reduce((product, dim) => product * dim, 1);
  if (size !== count) {
    throw new RangeError(`tensor ${name}: dimensions [${dims.join(", ")}] hold ${size} values, not ${count}`);
  }
}
