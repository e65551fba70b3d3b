/** @module How each model is trained, but for how long and from which seed. */
import { digitsDataset } from "../data/digits.ts";
import { mailDataset } from "../data/mails.ts";
import { DIGITS_NETWORK, SPAM_NETWORK } from "./networks.ts";
import type { TrainingPlan } from "./training.ts";

/** The settled part of a training. Data is read when asked for. */
export type Recipe = () => Omit<TrainingPlan, "steps" | "seed">;

/** Digits: 8,000 images to learn from. */
export const DIGITS_RECIPE: Recipe = () => ({
  network: DIGITS_NETWORK,
  dataset: digitsDataset(),
  batchSize: 64,
  learningRate: 0.002,
  judgeEvery: 100,
});

/** Spam: about 4,800 mails to learn from. */
export const SPAM_RECIPE: Recipe = () => ({
  network: SPAM_NETWORK,
  dataset: mailDataset(),
  batchSize: 64,
  learningRate: 0.002,
  judgeEvery: 100,
});
