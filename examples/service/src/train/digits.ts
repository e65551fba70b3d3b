/** @module Trains the digits model: `node src/train/digits.ts --steps 300 [--out DIR] [--seed N]`. */
import { trainingCommand } from "./command.ts";
import { DIGITS_RECIPE } from "./recipes.ts";

await trainingCommand("digits", DIGITS_RECIPE);
