/** @module What comes in over HTTP, as the tasks take it, and what goes out. */
import { readWav, type Sound } from "../audio/wav.ts";
import { readImage } from "../image/file.ts";
import type { Image } from "../image/image.ts";

/** A body that cannot be read as what the task takes; the message says what it wants. */
export class Unreadable extends Error {}

/** How a kind of input comes. */
export interface Medium<Input> {
  /** Media types that are taken. */
  readonly types: readonly string[];
  /** Throws {@link Unreadable} on bytes that are no such thing. */
  readonly read: (bytes: Uint8Array) => Input;
}

/** A picture. */
export const IMAGE: Medium<Image> = {
  types: ["image/png", "image/jpeg"],
  read: (bytes) => readable(() => readImage(bytes), "wants a PNG or JPEG picture"),
};

/** Sound. */
export const SOUND: Medium<Sound> = {
  types: ["audio/wav", "audio/x-wav", "audio/wave"],
  read: (bytes) => readable(() => readWav(bytes), "wants a WAV file of 16-bit PCM"),
};

/** Text. */
export const TEXT: Medium<string> = {
  types: ["text/plain", "message/rfc822"],
  read: (bytes) =>
    readable(
      () => new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes),
      "wants text in UTF-8",
    ),
};

/** The decoders throw whatever their packages throw: here it is all the sender's. */
function readable<T>(read: () => T, wants: string): T {
  try {
    return read();
  } catch (error) {
    throw new Unreadable(wants, { cause: error });
  }
}
