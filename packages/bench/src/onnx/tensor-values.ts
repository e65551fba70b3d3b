/**
 * The values of a tensor of a sample file. No dependency: it is loaded at each start of a model's process.
 * @module
 */
import type { WireTensor } from "./sample-file.ts";

/** A tensor's values, as the array type that onnxruntime takes for its type. */
export function tensorValues(
  tensor: WireTensor,
): Float32Array | Float64Array | Int32Array | BigInt64Array | Uint8Array | Int8Array {
  const size = tensor.dims.reduce((product, dim) => product * dim, 1);
  const values = tensor.base64 === undefined ? fromNumbers(tensor) : fromBytes(tensor, tensor.base64);
  if (values.length !== size) {
    throw new RangeError(
      `a tensor of dims [${tensor.dims.join(", ")}] wants ${size} values, found ${values.length}`,
    );
  }
  return values;
}

function fromNumbers({ type, data = [] }: WireTensor): ReturnType<typeof tensorValues> {
  switch (type) {
    case "float32":
      return Float32Array.from(data);
    case "float64":
      return Float64Array.from(data);
    case "int32":
      return Int32Array.from(data);
    case "int64":
      return BigInt64Array.from(data, (value) => BigInt(value));
    case "uint8":
    case "bool":
      return Uint8Array.from(data);
    case "int8":
      return Int8Array.from(data);
  }
}

function fromBytes({ type }: WireTensor, base64: string): ReturnType<typeof tensorValues> {
  // a copy, since the decoder's pool need not be aligned
  const bytes = Uint8Array.from(Buffer.from(base64, "base64")).buffer;
  switch (type) {
    case "float32":
      return new Float32Array(bytes);
    case "float64":
      return new Float64Array(bytes);
    case "int32":
      return new Int32Array(bytes);
    case "int64":
      return new BigInt64Array(bytes);
    case "uint8":
    case "bool":
      return new Uint8Array(bytes);
    case "int8":
      return new Int8Array(bytes);
  }
}
