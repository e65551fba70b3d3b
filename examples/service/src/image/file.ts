/** @module Pictures from files. */
import jpeg from "jpeg-js";
import { PNG } from "pngjs";
import type { Image } from "./image.ts";

/** The picture in the bytes of a PNG or JPEG file. Throws a TypeError on anything else; transparency is dropped. */
export function readImage(bytes: Uint8Array): Image {
  if (bytes[0] === 0x89 && bytes[1] === 0x50) {
    const { width, height, data } = PNG.sync.read(Buffer.from(bytes));
    return { width, height, rgb: withoutAlpha(data) };
  }
  if (bytes[0] === 0xff && bytes[1] === 0xd8) {
    const { width, height, data } = jpeg.decode(bytes, { useTArray: true, formatAsRGBA: false });
    return { width, height, rgb: data };
  }
  throw new TypeError("an image must be a PNG or a JPEG file");
}

/** The bytes of a PNG file that shows `image`. */
export function writePng({ width, height, rgb }: Image): Uint8Array {
  const png = new PNG({ width, height, colorType: 2 });
  for (let pixel = 0; pixel < width * height; pixel += 1) {
    png.data.set(rgb.subarray(pixel * 3, pixel * 3 + 3), pixel * 4);
    png.data[pixel * 4 + 3] = 255;
  }
  return PNG.sync.write(png, { colorType: 2 });
}

function withoutAlpha(rgba: Uint8Array): Uint8Array {
  const rgb = new Uint8Array((rgba.length / 4) * 3);
  for (let pixel = 0; pixel * 4 < rgba.length; pixel += 1) {
    rgb.set(rgba.subarray(pixel * 4, pixel * 4 + 3), pixel * 3);
  }
  return rgb;
}
