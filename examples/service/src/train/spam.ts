/** @module Trains the spam model: `node src/train/spam.ts --steps 300 [--out DIR] [--seed N]`. */
import { trainingCommand } from "./command.ts";
import { SPAM_RECIPE } from "./recipes.ts";

await trainingCommand("spam", SPAM_RECIPE);
