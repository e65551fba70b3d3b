/** @module Pictures at another size. */
import { blankImage, type Image } from "./image.ts";

/**
 * The picture at width × height pixels, by a triangle filter that widens as the picture shrinks: bilinear when it
 * grows, an average when it shrinks. Throws a RangeError when a side is not a whole number from 1.
 */
export function resizeImage(image: Image, width: number, height: number): Image {
  const wide = alongRows(image, width);
  return transposed(alongRows(transposed(wide), height));
}

/** Each pixel `factor` × `factor` times: the plainest way to enlarge. */
export function repeatPixels(image: Image, factor: number): Image {
  const large = blankImage(image.width * factor, image.height * factor);
  for (let y = 0; y < large.height; y += 1) {
    for (let x = 0; x < large.width; x += 1) {
      const from = (Math.floor(y / factor) * image.width + Math.floor(x / factor)) * 3;
      large.rgb.set(image.rgb.subarray(from, from + 3), (y * large.width + x) * 3);
    }
  }
  return large;
}

function alongRows(image: Image, width: number): Image {
  const resized = blankImage(width, image.height);
  const scale = image.width / width;
  const reach = Math.max(1, scale);
  for (let x = 0; x < width; x += 1) {
    const centre = (x + 0.5) * scale - 0.5;
    const first = Math.max(0, Math.ceil(centre - reach));
    const last = Math.min(image.width - 1, Math.floor(centre + reach));
    for (let y = 0; y < image.height; y += 1) {
      const sum = [0, 0, 0];
      let total = 0;
      for (let from = first; from <= last; from += 1) {
        const weight = 1 - Math.abs(from - centre) / reach;
        total += weight;
        for (let channel = 0; channel < 3; channel += 1) {
          const level = image.rgb[(y * image.width + from) * 3 + channel] ?? 0;
          sum[channel] = (sum[channel] ?? 0) + weight * level;
        }
      }
      for (const [channel, value] of sum.entries()) {
        resized.rgb[(y * width + x) * 3 + channel] = Math.round(value / total);
      }
    }
  }
  return resized;
}

function transposed(image: Image): Image {
  const turned = blankImage(image.height, image.width);
  for (let y = 0; y < image.height; y += 1) {
    for (let x = 0; x < image.width; x += 1) {
      const from = (y * image.width + x) * 3;
      turned.rgb.set(image.rgb.subarray(from, from + 3), (x * image.height + y) * 3);
    }
  }
  return turned;
}
