/** @module A picture in memory. */

/** An RGB picture: three bytes a pixel, row by row from the top left. */
export interface Image {
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8Array;
}

/** A picture of one colour. Throws a RangeError when a side is not a whole number from 1. */
export function blankImage(width: number, height: number, level = 255): Image {
  if (!Number.isInteger(width) || !Number.isInteger(height) || width < 1 || height < 1) {
    throw new RangeError(`an image is at least 1×1 pixels, not ${width}×${height}`);
  }
  return { width, height, rgb: new Uint8Array(width * height * 3).fill(level) };
}

/** The part of a picture from (left, top) on; what lies outside the picture is left off. Throws when nothing is left. */
export function cropImage(image: Image, left: number, top: number, width: number, height: number): Image {
  const x0 = Math.max(0, Math.floor(left));
  const y0 = Math.max(0, Math.floor(top));
  const x1 = Math.min(image.width, Math.ceil(left + width));
  const y1 = Math.min(image.height, Math.ceil(top + height));
  const part = blankImage(x1 - x0, y1 - y0);
  for (let y = y0; y < y1; y += 1) {
    const row = image.rgb.subarray((y * image.width + x0) * 3, (y * image.width + x1) * 3);
    part.rgb.set(row, (y - y0) * part.width * 3);
  }
  return part;
}

/**
 * The picture as models take it: channel after channel [3, height, width], each value (level/255 − mean)/deviation
 * with one mean and deviation a channel.
 */
export function toPlanes(
  { width, height, rgb }: Image,
  mean: readonly [number, number, number],
  deviation: readonly [number, number, number],
): Float32Array {
  const pixels = width * height;
  const planes = new Float32Array(pixels * 3);
  for (let channel = 0; channel < 3; channel += 1) {
    const [shift, scale] = [mean[channel] ?? 0, deviation[channel] ?? 1];
    for (let pixel = 0; pixel < pixels; pixel += 1) {
      planes[channel * pixels + pixel] = ((rgb[pixel * 3 + channel] ?? 0) / 255 - shift) / scale;
    }
  }
  return planes;
}
