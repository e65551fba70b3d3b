/** @module A TensorFlow.js layers model: a Keras topology in JSON, and its weights in one file. */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** One layer: its settings, and the names of the layers it reads. */
export interface KerasLayer {
  readonly kind: string;
  readonly name: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly from: readonly string[];
}

/** A weight as Keras lays it out: kernels are [height, width, in, out]. */
export interface KerasWeight {
  readonly dims: readonly number[];
  readonly values: Float32Array;
}

/** A model: layers in an order in which they can run, and weights by name (`layer/kernel`, `layer/bias`). */
export interface KerasModel {
  readonly layers: readonly KerasLayer[];
  readonly weights: ReadonlyMap<string, KerasWeight>;
  readonly output: string;
}

interface ModelFile {
  readonly modelTopology: {
    readonly model_config: {
      readonly config: {
        readonly layers: readonly {
          readonly class_name: string;
          readonly name: string;
          readonly config: Readonly<Record<string, unknown>>;
          readonly inbound_nodes: readonly (readonly (readonly [string, ...unknown[]])[])[];
        }[];
        readonly output_layers: readonly (readonly [string, ...unknown[]])[];
      };
    };
  };
  readonly weightsManifest: readonly {
    readonly paths: readonly string[];
    readonly weights: readonly {
      readonly name: string;
      readonly shape: readonly number[];
      readonly dtype: string;
    }[];
  }[];
}

/** Reads `model.json` and the weight files beside it. Throws a TypeError on weights that are not 32-bit floats. */
export function readKerasModel(path: string): KerasModel {
  const file = JSON.parse(readFileSync(path, "utf8")) as ModelFile;
  const { config } = file.modelTopology.model_config;
  const weights = new Map<string, KerasWeight>();
  for (const group of file.weightsManifest) {
    const bytes = Buffer.concat(group.paths.map((part) => readFileSync(join(dirname(path), part))));
    let at = 0;
    for (const { name, shape, dtype } of group.weights) {
      if (dtype !== "float32") throw new TypeError(`weight ${name} is ${dtype}, not float32`);
      const size = shape.reduce((product, dim) => product * dim, 1);
      const start = at;
      weights.set(name, {
        dims: shape,
        values: Float32Array.from({ length: size }, (_, i) => bytes.readFloatLE(start + 4 * i)),
      });
      at += size * 4;
    }
  }
  return {
    layers: config.layers.map((layer) => ({
      kind: layer.class_name,
      name: layer.name,
      config: layer.config,
      from: (layer.inbound_nodes[0] ?? []).map(([name]) => name),
    })),
    weights,
    output: config.output_layers[0]?.[0] ?? "",
  };
}
