/**
 * A file of protocol buffers, walked field by field. What nobody asks for is stepped over, not read, so that a file of
 * gigabytes takes no more memory than one of kilobytes.
 * @module
 */
import { closeSync, fstatSync, openSync, readSync } from "node:fs";

/** Bytes from `from` up to, and not with, `to`. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** A field of a message: a number, or a stretch of bytes (a text, a message, a packed list). */
export interface Field extends Stretch {
  readonly number: number;
  /** Its value where it is a varint; rounded above 2⁵³. Absent where it is a stretch of bytes. */
  readonly varint?: number;
}

/** An open file. */
export interface ProtobufFile {
  /** All of it. */
  readonly whole: Stretch;
  /** Fields of a message, in the file's order. Throws {@link Malformed} where it is none. */
  readonly fields: (message: Stretch) => Generator<Field, void, undefined>;
  /** Integers of a field that repeats, packed or not. */
  readonly varints: (field: Field) => readonly number[];
  /** Text of a field; of a long one, its beginning. */
  readonly text: (field: Stretch) => string;
}

/** The file is no protocol buffer. */
export class Malformed extends Error {}

/** Bytes that are held at once. */
const WINDOW = 65_536;
/** Longest text that is read whole: names of operations and domains. */
const LONGEST_TEXT = 256;
/** Bytes of the longest varint. */
const LONGEST_VARINT = 10;

/** Opens a file, hands it over, closes it again. Throws what `use` throws, and what opening and reading throw. */
export function withProtobufFile<T>(path: string, use: (file: ProtobufFile) => T): T {
  const descriptor = openSync(path, "r");
  try {
    return use(fileOf(descriptor, fstatSync(descriptor).size));
  } finally {
    closeSync(descriptor);
  }
}

function fileOf(descriptor: number, size: number): ProtobufFile {
  const window = Buffer.allocUnsafe(WINDOW);
  let start = 0;
  let held = 0;
  /** Puts the window where `length` bytes from `at` stand in it, and gives their place. */
  function hold(at: number, length: number): number {
    if (at < start || at + length > start + held) {
      start = at;
      held = readSync(descriptor, window, 0, WINDOW, at);
      if (held < length) throw new Malformed("the file ends within a field");
    }
    return at - start;
  }
  /** A varint, and where it ends. */
  function varintAt(at: number, end: number): { readonly value: number; readonly to: number } {
    let value = 0;
    let weight = 1;
    for (let to = at; to < end && to < at + LONGEST_VARINT; to += 1) {
      const byte = window[hold(to, 1)] ?? 0;
      value += (byte & 0x7f) * weight;
      weight *= 128;
      if (byte < 0x80) return { value, to: to + 1 };
    }
    throw new Malformed("a number has no end");
  }
  function* fields({ from, to: end }: Stretch): Generator<Field, void, undefined> {
    for (let at = from; at < end;) {
      const tag = varintAt(at, end);
      const number = Math.floor(tag.value / 8);
      if (number === 0) throw new Malformed("no field has the number 0");
      switch (tag.value % 8) {
        case 0: {
          const { value, to } = varintAt(tag.to, end);
          yield { number, from: tag.to, to, varint: value };
          at = to;
          break;
        }
        case 1:
          at = tag.to + 8;
          break;
        case 2: {
          const length = varintAt(tag.to, end);
          at = length.to + length.value;
          if (at > end) throw new Malformed("a field reaches beyond its message");
          yield { number, from: length.to, to: at };
          break;
        }
        case 5:
          at = tag.to + 4;
          break;
        default:
          throw new Malformed("no field is of that kind");
      }
      if (at > end) throw new Malformed("a field reaches beyond its message");
    }
  }
  return {
    whole: { from: 0, to: size },
    fields,
    varints: ({ from, to: end, varint }) => {
      if (varint !== undefined) return [varint];
      const all: number[] = [];
      for (let at = from; at < end;) {
        const { value, to } = varintAt(at, end);
        all.push(value);
        at = to;
      }
      return all;
    },
    text: ({ from, to }) => {
      const length = Math.min(to - from, LONGEST_TEXT);
      const at = hold(from, length);
      return window.toString("utf8", at, at + length);
    },
  };
}
