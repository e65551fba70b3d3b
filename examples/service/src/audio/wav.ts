/** @module Sound from WAV files. */

/** One channel of sound: samples from −1 to 1. */
export interface Sound {
  readonly sampleRate: number;
  readonly samples: Float32Array;
}

const PCM = 1;

/** The sound in a WAV file of 16-bit PCM, its channels averaged into one. Throws a TypeError on any other file. */
export function readWav(bytes: Uint8Array): Sound {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tag = (at: number): string => String.fromCharCode(...bytes.subarray(at, at + 4));
  if (bytes.length < 12 || tag(0) !== "RIFF" || tag(8) !== "WAVE") throw new TypeError("not a WAV file");
  let format: { readonly channels: number; readonly sampleRate: number } | undefined;
  for (let at = 12; at + 8 <= bytes.length;) {
    const size = view.getUint32(at + 4, true);
    if (tag(at) === "fmt ") {
      if (view.getUint16(at + 8, true) !== PCM || view.getUint16(at + 22, true) !== 16) {
        throw new TypeError("a WAV file must hold 16-bit PCM");
      }
      format = { channels: view.getUint16(at + 10, true), sampleRate: view.getUint32(at + 12, true) };
    } else if (tag(at) === "data" && format !== undefined) {
      return { sampleRate: format.sampleRate, samples: mixed(view, at + 8, size, format.channels) };
    }
    // Chunks start at even places.
    at += 8 + size + (size % 2);
  }
  throw new TypeError("a WAV file must have a format and data");
}

function mixed(view: DataView, start: number, size: number, channels: number): Float32Array {
  const available = Math.min(size, view.byteLength - start);
  return Float32Array.from({ length: Math.floor(available / 2 / channels) }, (_, frame) => {
    let sum = 0;
    for (let channel = 0; channel < channels; channel += 1) {
      sum += view.getInt16(start + 2 * (frame * channels + channel), true);
    }
    return sum / channels / 32768;
  });
}
