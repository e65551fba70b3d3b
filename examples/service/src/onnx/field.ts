/** @module Field numbers and type codes of onnx.proto3 (ONNX 1.x), as far as this service uses them. */

export const MODEL = { irVersion: 1, producer: 2, graph: 7, opset: 8 } as const;
export const OPSET_ID = { version: 2 } as const;
export const GRAPH = { node: 1, name: 2, initializer: 5, input: 11, output: 12 } as const;
export const NODE = { input: 1, output: 2, op: 4, attribute: 5 } as const;
export const ATTRIBUTE = { name: 1, float: 2, int: 3, string: 4, ints: 8, type: 20 } as const;
export const TENSOR = { dims: 1, type: 2, name: 8, raw: 9 } as const;
export const VALUE = { name: 1, type: 2 } as const;
export const TYPE = { tensor: 1 } as const;
export const TENSOR_TYPE = { element: 1, shape: 2 } as const;
export const SHAPE = { dim: 1 } as const;
export const DIMENSION = { size: 1, name: 2 } as const;

/** TensorProto.DataType. */
export const ELEMENT_CODE = { float32: 1, int64: 7 } as const;
/** AttributeProto.AttributeType. */
export const ATTRIBUTE_CODE = { float: 1, int: 2, string: 3, ints: 7 } as const;
