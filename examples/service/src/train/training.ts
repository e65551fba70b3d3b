/** @module The training of a classifier: one ONNX graph run once a step. */
import { encodeModel } from "../onnx/encode.ts";
import { floats, floatsOf, openSession, type Feeds } from "../onnx/session.ts";
import { adamRate, nextName } from "../autodiff/adam.ts";
import { adamState, inferenceModel, NAMES, trainStepModel } from "../autodiff/model.ts";
import { parameterSize, type Network, type Parameter, type Weights } from "../autodiff/network.ts";
import type { Dataset } from "../data/dataset.ts";
import { normal, seededRandom, type Random } from "../data/random.ts";
import { batchOf, shuffledBatches } from "./batches.ts";
import { accuracy } from "./evaluate.ts";

/** What is trained, on what, and for how long. */
export interface TrainingPlan {
  readonly network: Network;
  readonly dataset: Dataset;
  readonly steps: number;
  readonly batchSize: number;
  readonly learningRate: number;
  /** Decides the first weights and the order of examples: equal seeds give equal models. */
  readonly seed: number;
  /** Judge the network after every so many steps, and after the last. */
  readonly judgeEvery: number;
}

/** The network's state after a step: mean loss in nats since the last look, accuracy from 0 to 1 on held-out data. */
export interface Judgement {
  readonly step: number;
  readonly accuracy: number;
  readonly loss: number;
  /** How many held-out examples the accuracy is of. */
  readonly examples: number;
}

/** Trains and gives the weights. `onJudged` hears each judgement as it falls. Throws a RangeError below one step. */
export async function train(plan: TrainingPlan, onJudged: (judgement: Judgement) => void): Promise<Weights> {
  const { network, dataset, steps, batchSize, judgeEvery } = plan;
  if (!Number.isInteger(steps) || steps < 1)
    throw new RangeError(`steps must be a whole number from 1: ${steps}`);
  const random = seededRandom(plan.seed);
  const stepSession = await openSession(encodeModel(trainStepModel(network)));
  const judge = await openSession(encodeModel(inferenceModel(network)));
  const batches = shuffledBatches(dataset.train.count, batchSize, random);

  let state = firstState(network, random);
  let loss = 0;
  let stepsSinceJudged = 0;
  for (let step = 1; step <= steps; step += 1) {
    const batch = batchOf(dataset.train, batches.next().value, network);
    const outputs = await stepSession.run({
      [NAMES.input]: batch.input,
      [NAMES.labels]: batch.labels,
      [NAMES.rate]: floats(Float32Array.of(adamRate(plan.learningRate, step)), []),
      ...state,
    });
    state = Object.fromEntries(
      Object.keys(state).map((name) => [
        name,
        floats(floatsOf(outputs, nextName(name)), state[name]?.dims ?? []),
      ]),
    );
    loss += floatsOf(outputs, NAMES.loss)[0] ?? Number.NaN;
    stepsSinceJudged += 1;
    if (step % judgeEvery === 0 || step === steps) {
      const right = await accuracy(judge, network, parametersOf(network, state), dataset.test);
      onJudged({ step, accuracy: right, loss: loss / stepsSinceJudged, examples: dataset.test.count });
      loss = 0;
      stepsSinceJudged = 0;
    }
  }
  return new Map(network.parameters.map(({ name }) => [name, floatsOf(state, name)]));
}

function firstState(network: Network, random: Random): Feeds {
  return Object.fromEntries(
    network.parameters.flatMap((parameter) => {
      const names = adamState(parameter);
      const zeros = () => floats(new Float32Array(parameterSize(parameter)), parameter.dims);
      return [
        [names.parameter, floats(firstValues(parameter, random), parameter.dims)],
        [names.mean, zeros()],
        [names.square, zeros()],
      ];
    }),
  );
}

/** Where a parameter starts: see `Parameter`. */
export function firstValues(parameter: Parameter, random: Random): Float32Array {
  const scale = parameter.fanIn === 0 ? 0 : Math.sqrt(2 / parameter.fanIn);
  return Float32Array.from({ length: parameterSize(parameter) }, () => scale * normal(random));
}

function parametersOf(network: Network, state: Feeds): Feeds {
  const names = new Set(network.parameters.map(({ name }) => name));
  return Object.fromEntries(Object.entries(state).filter(([name]) => names.has(name)));
}
