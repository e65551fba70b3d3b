/** @module The two networks that this service trains. */
import type { Network } from "../autodiff/network.ts";
import { conv, convSize, dense, flatten, relu, type ConvGeometry } from "../autodiff/operations.ts";
import { SIDE } from "../data/digits.ts";
import { FEATURES } from "../data/mail-features.ts";
import { MAIL_CLASSES } from "../data/mails.ts";

const HALVING: ConvGeometry = { kernel: 4, stride: 2, pad: 1 };
const CHANNELS = [1, 8, 16] as const;
const QUARTER = convSize(convSize(SIDE, HALVING), HALVING);
const FLAT = CHANNELS[2] * QUARTER * QUARTER;
const HIDDEN = 64;

/** Digits [N, 1, 28, 28] → 10 classes: two convolutions that halve the image, then one dense layer. */
export const DIGITS_NETWORK: Network = {
  name: "digits",
  inputDims: [CHANNELS[0], SIDE, SIDE],
  classes: 10,
  parameters: [
    { name: "conv1.weight", dims: [CHANNELS[1], CHANNELS[0], 4, 4], fanIn: CHANNELS[0] * 16 },
    { name: "conv1.bias", dims: [CHANNELS[1]], fanIn: 0 },
    { name: "conv2.weight", dims: [CHANNELS[2], CHANNELS[1], 4, 4], fanIn: CHANNELS[1] * 16 },
    { name: "conv2.bias", dims: [CHANNELS[2]], fanIn: 0 },
    { name: "out.weight", dims: [FLAT, 10], fanIn: FLAT },
    { name: "out.bias", dims: [10], fanIn: 0 },
  ],
  logits: (tape, image) => {
    const edges = relu(tape, conv(tape, image, "conv1.weight", "conv1.bias", HALVING));
    const strokes = relu(tape, conv(tape, edges, "conv2.weight", "conv2.bias", HALVING));
    return dense(tape, flatten(tape, strokes), "out.weight", "out.bias");
  },
};

/** Mails [N, 2048] → ham or spam: one hidden layer. */
export const SPAM_NETWORK: Network = {
  name: "spam",
  inputDims: [FEATURES],
  classes: MAIL_CLASSES.length,
  parameters: [
    { name: "hidden.weight", dims: [FEATURES, HIDDEN], fanIn: FEATURES },
    { name: "hidden.bias", dims: [HIDDEN], fanIn: 0 },
    { name: "out.weight", dims: [HIDDEN, MAIL_CLASSES.length], fanIn: HIDDEN },
    { name: "out.bias", dims: [MAIL_CLASSES.length], fanIn: 0 },
  ],
  logits: (tape, mail) => {
    const topics = relu(tape, dense(tape, mail, "hidden.weight", "hidden.bias"));
    return dense(tape, topics, "out.weight", "out.bias");
  },
};
