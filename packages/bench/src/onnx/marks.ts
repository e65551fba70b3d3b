/**
 * What the process that runs a model tells the one that meters it.
 * @module
 */

/** The job of a model's process, as one JSON argument. */
export interface OnnxJob {
  /** Absolute path of the onnxruntime-node to load. */
  readonly runtime: string;
  /** Absolute path of the model. */
  readonly model: string;
  /** Absolute path of a file of samples. */
  readonly inputs?: string;
  /** Or shapes of made-up inputs, by name. */
  readonly shapes?: Readonly<Record<string, readonly number[]>>;
  readonly inferences: number;
  /** Intra-op threads. */
  readonly threads: number;
}

/**
 * Each is sent and answered before the process goes on, so that meters are read at that very moment:
 * `warm` after the first inference and the warm-up, `done` after the last.
 */
export type OnnxMessage =
  | { readonly mark: "warm"; readonly provenance: "real" | "synthetic"; readonly cold: Spent }
  | { readonly mark: "done"; readonly steady: Spent }
  | { readonly mark: "failed"; readonly why: string };

/** Time that a phase took, as the process itself saw it. */
export interface Spent {
  readonly wallS: number;
  readonly cpuS: number;
}
