/**
 * The process that runs an ONNX model: loads it, runs it once, warms up, then runs it as often as it was told.
 * It says so at each step and waits to be answered. It loads little else: its start is paid for at each replicate.
 * @module
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type * as ort from "onnxruntime-node";
import type { OnnxJob, OnnxMessage, Spent } from "./marks.ts";
import type { Samples } from "./sample-file.ts";
import { tensorValues } from "./tensor-values.ts";

/** Inferences before the steady state: enough for allocators and caches to settle, at most a tenth of the work. */
const WARM_UP_MOST = 20;

const job = JSON.parse(process.argv[2] ?? "{}") as OnnxJob;
const { InferenceSession, Tensor } = createRequire(import.meta.url)(job.runtime) as typeof ort;

type Feeds = Readonly<Record<string, ort.Tensor>>;

/** Something that the user can mend, said in one message. */
class Wrong extends Error {}

async function say(message: OnnxMessage): Promise<void> {
  const answered = new Promise((resolve) => process.once("message", resolve));
  process.send?.(message);
  await answered;
}

function stopwatch(): () => Spent {
  const cpu = process.cpuUsage();
  const wall = performance.now();
  return () => {
    const spent = process.cpuUsage(cpu);
    return { wallS: (performance.now() - wall) / 1000, cpuS: (spent.user + spent.system) / 1e6 };
  };
}

async function work(): Promise<void> {
  const cold = stopwatch();
  const session = await open();
  const { provenance, feeds } = makeFeeds(session);
  await run(session, feeds[0] ?? {});
  const coldStart = cold();
  for (let n = 0; n < Math.min(WARM_UP_MOST, Math.ceil(job.inferences / 10)); n += 1) {
    await session.run(feeds[n % feeds.length] ?? {});
  }
  await say({ mark: "warm", provenance, cold: coldStart });
  const steady = stopwatch();
  for (let n = 0; n < job.inferences; n += 1) {
    await session.run(feeds[n % feeds.length] ?? {});
  }
  await say({ mark: "done", steady: steady() });
}

async function open(): Promise<ort.InferenceSession> {
  try {
    return await InferenceSession.create(job.model, {
      intraOpNumThreads: job.threads,
      interOpNumThreads: 1,
      executionMode: "sequential",
    });
  } catch (error) {
    throw new Wrong(`${job.model} is not a model that onnxruntime can load: ${(error as Error).message}`);
  }
}

async function run(session: ort.InferenceSession, feeds: Feeds): Promise<void> {
  try {
    await session.run(feeds);
  } catch (error) {
    throw new Wrong(`the model refuses its inputs: ${(error as Error).message}\n${wanted(session)}`);
  }
}

function makeFeeds(session: ort.InferenceSession): {
  readonly provenance: "real" | "synthetic";
  readonly feeds: readonly Feeds[];
} {
  if (job.inputs === undefined) {
    return { provenance: "synthetic", feeds: [madeUp(job.shapes ?? {}, session)] };
  }
  // checked by the process that started this one
  const { provenance, samples } = JSON.parse(readFileSync(job.inputs, "utf8")) as Samples;
  const feeds = samples.map((sample, index) => {
    sameNames(Object.keys(sample), session, `${job.inputs}: samples[${index}]`);
    return Object.fromEntries(
      Object.entries(sample).map(([name, tensor]) => {
        try {
          return [name, new Tensor(tensor.type, tensorValues(tensor), tensor.dims)];
        } catch (error) {
          throw new Wrong(`${job.inputs}: samples[${index}].${name}: ${(error as Error).message}`);
        }
      }),
    );
  });
  return { provenance, feeds };
}

function sameNames(given: readonly string[], session: ort.InferenceSession, where: string): void {
  const missing = session.inputNames.filter((name) => !given.includes(name));
  const extra = given.filter((name) => !session.inputNames.includes(name));
  if (missing.length + extra.length === 0) return;
  const said = [
    ...missing.map((name) => `input "${name}" is missing`),
    ...extra.map((name) => `the model has no input "${name}"`),
  ];
  throw new Wrong(`${where}: ${said.join("; ")}\n${wanted(session)}`);
}

/** Names, types and shapes that the model takes, for the message. */
function wanted(session: ort.InferenceSession): string {
  const rows = session.inputMetadata.map((input) =>
    input.isTensor
      ? `  ${input.name}: ${input.type} [${input.shape.join(", ")}]`
      : `  ${input.name}: not a tensor`,
  );
  return `the model takes:\n${rows.join("\n")}`;
}

/** Values of the declared shapes and the model's own types, the same on every machine. */
function madeUp(shapes: Readonly<Record<string, readonly number[]>>, session: ort.InferenceSession): Feeds {
  sameNames(Object.keys(shapes), session, "shapes");
  return Object.fromEntries(
    session.inputMetadata.map((input) => {
      const dims = shapes[input.name] ?? [];
      const size = dims.reduce((product, dim) => product * dim, 1);
      if (!input.isTensor)
        throw new Wrong(`input "${input.name}" is not a tensor; give it by a file of samples`);
      const type =
        input.type === "float32" || input.type === "int64" || input.type === "uint8" ? input.type : undefined;
      if (type === undefined)
        throw new Wrong(`input "${input.name}" is ${input.type}; give it by a file of samples`);
      const data = Array.from({ length: size }, (_, index) => (type === "float32" ? Math.sin(index) : 0));
      return [input.name, new Tensor(type, tensorValues({ type, dims: [...dims], data }), dims)];
    }),
  );
}

try {
  await work();
} catch (error) {
  if (!(error instanceof Wrong)) throw error;
  await say({ mark: "failed", why: error.message });
}
process.disconnect();
