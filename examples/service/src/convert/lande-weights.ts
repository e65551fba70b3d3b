/** @module The weights and vocabulary that the npm package `lande` carries. */
import { pathToFileURL } from "node:url";
import { NeuralNetwork } from "toygrad";
import { packageFile } from "../package-file.ts";

/** A dense layer: weight [in, out] row by row, and bias [out]. */
export interface DenseLayer {
  readonly inputs: number;
  readonly outputs: number;
  readonly weight: Float32Array;
  readonly bias: Float32Array;
}

/** Letter sequences by length, in the order of the model's input. */
export interface Vocabulary {
  readonly unigrams: readonly string[];
  readonly bigrams: readonly string[];
  readonly trigrams: readonly string[];
  readonly quadgrams: readonly string[];
}

/** The languages that lande tells apart, ISO 639-3, in the order of its output. */
export async function landeLanguages(): Promise<readonly string[]> {
  return (await standalone("t50-langs.js")) as readonly string[];
}

/** The letter sequences that lande counts. */
export async function landeVocabulary(): Promise<Vocabulary> {
  return (await standalone("t50-ngrams.js")) as Vocabulary;
}

/** The dense layers of lande's network, decoded by the library that it runs on. */
export async function landeLayers(): Promise<readonly DenseLayer[]> {
  const network = new NeuralNetwork((await standalone("t50-options.js")) as ToygradOptions);
  // The library's own types do not resolve under nodenext; a dense layer is one that has filters.
  const layers = network.layers as readonly { filters?: readonly ToygradTensor[]; biases?: ToygradTensor }[];
  return layers.flatMap(({ filters, biases }) => {
    if (filters === undefined || biases === undefined) return [];
    const outputs = filters.length;
    const inputs = filters[0]?.w.length ?? 0;
    const weight = new Float32Array(inputs * outputs);
    for (const [output, filter] of filters.entries()) {
      for (const [input, value] of filter.w.entries()) weight[input * outputs + output] = value;
    }
    return [{ inputs, outputs, weight, bias: Float32Array.from(biases.w) }];
  });
}

interface ToygradTensor {
  readonly w: Float32Array;
}

type ToygradOptions = ConstructorParameters<typeof NeuralNetwork>[0];

async function standalone(file: string): Promise<unknown> {
  const module = (await import(pathToFileURL(packageFile("lande", `standalone/${file}`)).href)) as {
    readonly default: unknown;
  };
  return module.default;
}
