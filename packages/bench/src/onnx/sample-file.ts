/**
 * The file of samples that an ONNX workload names: read and checked before a process is started with it.
 * @module
 */
import { readFileSync, statSync } from "node:fs";
import { check, pathText } from "@gramme/core/wire";
import { z } from "zod";
import { EXIT, UserError } from "../config/user-error.ts";

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

const MOST_SHOWN = 10;

const checked = new Map<string, string>();

/** Throws {@link UserError} with each thing that is wrong with a file of samples. A file is read anew when it changed. */
export function checkSamples(file: string, workload: string): void {
  const { mtimeMs, size } = statSync(file);
  const version = `${mtimeMs} ${size}`;
  if (checked.get(file) === version) return;
  const wrong = (what: string): UserError =>
    new UserError(`workload "${workload}": inputs: ${file}: ${what}`, EXIT.workload);
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw wrong(`is not JSON: ${(error as Error).message}`);
  }
  const result = check(SampleFile, json);
  if (!result.ok) {
    const lines = result.issues
      .slice(0, MOST_SHOWN)
      .map(({ path, message }) => `${pathText(path)}: ${message}`);
    const more = result.issues.length - lines.length;
    throw wrong([...lines, ...(more > 0 ? [`and ${more} more`] : [])].join("\n"));
  }
  checked.set(file, version);
}
