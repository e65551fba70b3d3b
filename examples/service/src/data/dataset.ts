/** @module What a labelled data set looks like to a training. */

/** Labelled examples, numbered from 0. */
export interface Examples {
  readonly count: number;
  /** The class of example `index`, as its place among the data set's classes. */
  readonly label: (index: number) => number;
  /** Writes the values of example `index` into `into` from `at` on. Every value is written, zeros too. */
  readonly write: (index: number, into: Float32Array, at: number) => void;
}

/** Examples to learn from, and held-out ones that no training sees. */
export interface Dataset {
  readonly inputDims: readonly number[];
  readonly classes: readonly string[];
  readonly train: Examples;
  readonly test: Examples;
}
