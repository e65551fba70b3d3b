/** @module The tasks as they are served: what each takes, gives back, and counts as one inference. */
import { writePng } from "../image/file.ts";
import type { Image } from "../image/image.ts";
import { TASKS, type PipelineTag, type Task } from "../tasks/index.ts";
import { WINDOW } from "../tasks/voice-activity.ts";
import { IMAGE, SOUND, TEXT, type Medium } from "./media.ts";

/** An answer on its way out. */
export interface Answer {
  readonly type: "application/json" | "image/png";
  readonly body: string | Uint8Array<ArrayBuffer>;
  /** What gramme.yml counts as one inference of this task, so that a profile that it calibrated fits. */
  readonly inferences: number;
}

/** A task that is loaded and waits for requests. */
export interface ServedTask {
  readonly name: string;
  readonly task: PipelineTag;
  /** Version of the model, as labels may have it. */
  readonly version: string;
  /** Media types that it takes. */
  readonly types: readonly string[];
  /** Throws an `Unreadable` for bytes that it cannot read, a RangeError or TypeError for what it cannot take. */
  readonly answer: (bytes: Uint8Array) => Promise<Answer>;
}

/** Models that trainings of this service's wrote, by the task that they are for. */
export type TrainedModels = Readonly<Partial<Record<"digits" | "spam", string>>>;

/** Loads every task of the service, models and all; of `trained`, those files in place of the prepared ones. */
export async function servedTasks(trained: TrainedModels = {}): Promise<readonly ServedTask[]> {
  return Promise.all([
    served(TASKS.digits, IMAGE, { file: trained.digits }),
    served(TASKS.language, TEXT),
    served(TASKS.spam, TEXT, { file: trained.spam }),
    served(TASKS["super-resolution"], IMAGE, { out: png }),
    served(TASKS["text-detection"], IMAGE),
    served(TASKS["text-recognition"], IMAGE),
    // the model hears a window at a time, and a window is what was measured
    served(TASKS["voice-activity"], SOUND, {
      inferences: ({ samples }) => Math.ceil(samples.length / WINDOW),
    }),
  ]);
}

async function served<Input, Output>(
  task: Task<Input, Output>,
  medium: Medium<Input>,
  how: {
    readonly file?: string | undefined;
    readonly inferences?: (input: Input) => number;
    readonly out?: (output: Output) => Pick<Answer, "type" | "body">;
  } = {},
): Promise<ServedTask> {
  const { predict } = await task.load(how.file);
  const { inferences = () => 1, out = json } = how;
  return {
    name: task.name,
    task: task.task,
    version: task.model.version,
    types: medium.types,
    answer: async (bytes) => {
      const input = medium.read(bytes);
      return { ...out(await predict(input)), inferences: inferences(input) };
    },
  };
}

function json(output: unknown): Pick<Answer, "type" | "body"> {
  return { type: "application/json", body: JSON.stringify(output) };
}

function png(image: Image): Pick<Answer, "type" | "body"> {
  return { type: "image/png", body: Uint8Array.from(writePng(image)) };
}
