/** @module Which language a text is in: lande. */
import { preparedArtifact } from "../artifacts.ts";
import { LANDE } from "../convert/lande.ts";
import { landeLanguages, landeVocabulary, type Vocabulary } from "../convert/lande-weights.ts";
import { floats, floatsOf, openSession, type Feeds } from "../onnx/session.ts";
import { classification, MODALITY, type Classification, type Task } from "./task.ts";

/** A text to its language, ISO 639-3, one of fifty. */
export const LANGUAGE: Task<string, Classification> = {
  name: "language",
  task: "text-classification",
  modality: MODALITY["text-classification"],
  model: { name: "lande", version: "1.0.10", licence: "MIT", source: "lande@1.0.10" },
  load: async () => {
    const session = await openSession(preparedArtifact("models/language.onnx"));
    const languages = await landeLanguages();
    const vocabulary = await landeVocabulary();
    return {
      predict: async (text) => {
        const outputs = await session.run(languageFeeds(text, vocabulary));
        return classification(languages, floatsOf(outputs, LANDE.output));
      },
    };
  },
};

/** What the model is fed for a text: how frequent each sequence of the vocabulary is among those of its length. */
export function languageFeeds(text: string, vocabulary: Vocabulary): Feeds {
  const letters = ` ${text
    .replaceAll(/-+/g, " ")
    .replaceAll(/[^\p{L}\p{M}\s]/gu, "")
    .replaceAll(/\s{2,}/g, " ")
    .toLowerCase()
    .trim()} `;
  const { unigrams, bigrams, trigrams, quadgrams } = vocabulary;
  const values = [unigrams, bigrams, trigrams, quadgrams].flatMap((sequences, index) => {
    const length = index + 1;
    const places = letters.length - length + 1;
    const counts = new Map<string, number>();
    for (let start = 0; start < places; start += 1) {
      const sequence = letters.slice(start, start + length);
      counts.set(sequence, (counts.get(sequence) ?? 0) + 1);
    }
    return sequences.map((sequence) => (counts.get(sequence) ?? 0) / Math.max(1, places));
  });
  return { [LANDE.input]: floats(Float32Array.from(values), [1, values.length]) };
}
