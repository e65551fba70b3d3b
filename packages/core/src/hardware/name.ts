/**
 * Names of chips, as `/proc/cpuinfo`, `nvidia-smi`, consoles and people write them, brought to one key. Two names
 * with one key are one chip; a letter or a digit more is another chip ("i7-9750H" is not "i7-9750").
 * @module
 */

/** Words and marks that say nothing about which chip it is. Order matters: the longer forms come first. */
const NOISE: readonly RegExp[] = [
  /\((?:r|tm|c)\)|[®™©]/g,
  // The first Xeon E5 have no "v1", but a nought: "E5-2620 0 @ 2.00GHz".
  /(?<=\be5-\d{4}[lw]?) 0\b/g,
  // What comes after the chip's own name: the clock, and the graphics on the same die.
  /@?\s*\b\d+(?:\.\d+)?\s*[gm]hz\b/g,
  /\b(?:with|w\/)\s*radeon\b.*$/g,
  // "64-Core", "Eight-Core": counts, printed by AMD.
  /\b(?:\d+|two|dual|four|quad|six|eight|twelve|sixteen|twenty-four|thirty-two)[- ]cores?\b/g,
  // Revisions of a board: "Raspberry Pi 4 Model B Rev 1.4".
  /\brev \d+(?:\.\d+)?\b/g,
  /\b\d+(?:st|nd|rd|th) gen(?:eration)?\b/g,
  /\b(?:intel|amd|nvidia|apple|amazon|aws|google|microsoft|azure|ampere computing)\b/g,
  /\b(?:cpu|gpu|processor|core|corporation|virtual|graphics card|geforce|tesla|radeon|instinct)\b/g,
];

/** No chip has a longer name; patterns take their time with what has no end. */
const LONGEST = 256;

/** One pass: noise out, and then all that is no letter, digit or "+" ("5420" and "5420+" are two chips). */
function stripped(name: string): string {
  return NOISE.reduce((text, noise) => text.replaceAll(noise, " "), name.toLowerCase()).replaceAll(
    /[^a-z0-9+]+/g,
    "",
  );
}

/**
 * The key of a name: lower case, without trademark signs, clock, core count, vendor, brand words, spaces and
 * punctuation. Empty when nothing but noise is there. Idempotent.
 */
export function nameKey(name: string): string {
  let key = stripped(name.slice(0, LONGEST));
  for (let next = stripped(key); next !== key; next = stripped(key)) key = next;
  return key;
}

/** A kebab-case id from a name: "Intel Xeon Gold 5420+" → `xeon-gold-5420plus`. */
export function nameId(name: string): string {
  return name
    .toLowerCase()
    .replaceAll("+", "plus")
    .replaceAll(/\b(?:intel|amd|nvidia)\b/g, "")
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");
}
