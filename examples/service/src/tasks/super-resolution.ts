/** @module A picture at twice its size: ESRGAN-slim. */
import { preparedArtifact } from "../artifacts.ts";
import { blankImage, toPlanes, type Image } from "../image/image.ts";
import { floats, floatsOf, openSession, type Feeds } from "../onnx/session.ts";
import { MODALITY, type Task } from "./task.ts";

/** How many times wider and higher the answer is. */
export const FACTOR = 2;

const INPUT = "LR";
const OUTPUT = "SR";
// The model works on levels from 0 to 255.
const LEVELS = [1 / 255, 1 / 255, 1 / 255] as const;

/** A picture to the same picture at twice its width and height. */
export const SUPER_RESOLUTION: Task<Image, Image> = {
  name: "super-resolution",
  task: "image-to-image",
  modality: MODALITY["image-to-image"],
  model: {
    name: "ESRGAN-slim ×2",
    version: "1.0.0",
    licence: "MIT",
    source: "@upscalerjs/esrgan-slim@1.0.0",
  },
  load: async () => {
    const session = await openSession(preparedArtifact("models/super-resolution.onnx"));
    return {
      predict: async (image) => {
        const outputs = await session.run(superResolutionFeeds(image));
        return fromPlanes(floatsOf(outputs, OUTPUT), image.width * FACTOR, image.height * FACTOR);
      },
    };
  },
};

/** What the model is fed for a picture: [1, 3, height, width], levels 0 to 255. */
export function superResolutionFeeds(image: Image): Feeds {
  return { [INPUT]: floats(toPlanes(image, [0, 0, 0], LEVELS), [1, 3, image.height, image.width]) };
}

function fromPlanes(planes: Float32Array, width: number, height: number): Image {
  const image = blankImage(width, height);
  const pixels = width * height;
  for (let pixel = 0; pixel < pixels; pixel += 1) {
    for (let channel = 0; channel < 3; channel += 1) {
      const level = Math.round(planes[channel * pixels + pixel] ?? 0);
      image.rgb[pixel * 3 + channel] = Math.max(0, Math.min(255, level));
    }
  }
  return image;
}
