/**
 * What an ONNX model is fed: samples from a file, or made-up values of given shapes.
 * @module
 */
import { z } from "zod";

const TYPES = ["float32", "float64", "int32", "int64", "uint8", "int8", "bool"] as const;

const SampleTensor = z
  .strictObject({
    type: z.enum(TYPES),
    dims: z.array(z.int().nonnegative()),
    data: z.array(z.number()).optional(),
    base64: z.base64().optional().describe("raw little-endian bytes"),
  })
  .refine((tensor) => (tensor.data === undefined) !== (tensor.base64 === undefined), {
    error: "wants exactly one of data and base64",
  });

/** A file of samples: inputs of the model by name, one object a sample, and whether they are real. */
export const SampleFile = z.strictObject({
  provenance: z.enum(["real", "synthetic"]),
  source: z.string().optional(),
  licence: z.string().optional(),
  samples: z.array(z.record(z.string(), SampleTensor)).min(1),
});

/** One input of a model as a sample gives it. */
export type WireTensor = z.output<typeof SampleTensor>;
/** A checked file of samples. */
export type Samples = z.output<typeof SampleFile>;

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
