/** @module The models that no package carries ready: converted, or trained here for a moment. */
import { inferenceModel } from "../autodiff/model.ts";
import { onnxOfKeras } from "../convert/keras.ts";
import { readKerasModel } from "../convert/keras-layers.ts";
import { landeModel } from "../convert/lande.ts";
import { landeLayers } from "../convert/lande-weights.ts";
import { encodeModel } from "../onnx/encode.ts";
import { packageFile } from "../package-file.ts";
import { DIGITS_RECIPE, SPAM_RECIPE, type Recipe } from "../train/recipes.ts";
import { train } from "../train/training.ts";

/** The files under artifacts/, and how the bytes of each are made. */
export const MODELS: Readonly<Record<string, () => Promise<Uint8Array>>> = {
  "models/digits.onnx": async () => trained(DIGITS_RECIPE),
  "models/spam.onnx": async () => trained(SPAM_RECIPE),
  "models/language.onnx": async () => encodeModel(landeModel(await landeLayers())),
  "models/super-resolution.onnx": async () => {
    const keras = readKerasModel(packageFile("@upscalerjs/esrgan-slim", "models/x2/model.json"));
    return encodeModel(onnxOfKeras(keras, 3));
  },
};

async function trained(recipe: Recipe): Promise<Uint8Array> {
  const steps = 300;
  const plan = { ...recipe(), steps, judgeEvery: steps, seed: 1 };
  const weights = await train(plan, () => {
    // Nobody watches here: tests hold the accuracy.
  });
  return encodeModel(inferenceModel(plan.network, weights));
}
