/**
 * A few named members of JSON as it streams by, all else skipped: one document, many after another, or lists of them.
 * Memory stays flat whatever comes: no string, list or depth is held, but for the members that are wanted, and those
 * only up to a bound. Bytes that are no JSON give nothing, or what they happen to spell; the figures are checked later.
 * @module
 */

/** What to do with a member: hand its value over, or look into it. Paths are joined by dots: `response.usage`. */
export type WantedMembers = Readonly<Record<string, "take" | "enter">>;

/** Longest member that is taken, bytes. A usage object has some hundred. */
const LONGEST_MEMBER = 16_384;
const LONGEST_KEY = 64;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const COLON = 0x3a;
const COMMA = 0x2c;

const SPACES = [0x20, 0x0a, 0x0d, 0x09];
/** Bytes that end a number, true, false or null. */
const ENDS_BARE = [COMMA, CLOSE_OBJECT, CLOSE_LIST, ...SPACES];

/** Where in the text it stands. Between documents; before a key; in one; before a colon; before a value; in one. */
type Place = "outside" | "before-key" | "key" | "colon" | "before-value" | "value";

/**
 * A reader of members. Feed it every chunk in turn.
 * @param take Is handed each wanted value, parsed, with its path. The same path may come again.
 */
export function jsonMembers(
  wanted: WantedMembers,
  take: (path: string, value: unknown) => void,
): (chunk: Uint8Array) => void {
  let place: Place = "outside";
  /** Paths of the objects that it is in, each ending in a dot, the outermost empty. */
  const inside: string[] = [];
  let key = "";
  let path = "";
  /** Of a value: how many brackets are open, whether a string is, whether the next byte of it is escaped. */
  let depth = 0;
  let inString = false;
  let escaped = false;
  /** Whether the value is a number, true, false or null, which end where something else begins. */
  let bare = false;
  let held: Uint8Array[] | undefined;
  let heldBytes = 0;

  const hold = (piece: Uint8Array): void => {
    if (held === undefined) return;
    heldBytes += piece.length;
    if (heldBytes > LONGEST_MEMBER) held = undefined;
    // the chunk is the caller's again once it is read
    else held.push(piece.slice());
  };
  const handOver = (): void => {
    if (held === undefined) return;
    const pieces = held;
    held = undefined;
    let value: unknown;
    try {
      value = JSON.parse(textOf(pieces, heldBytes));
    } catch {
      return;
    }
    take(path, value);
  };
  const begin = (byte: number): void => {
    path = `${inside.at(-1) ?? ""}${key}`;
    const what = Object.hasOwn(wanted, path) ? wanted[path] : undefined;
    if (what === "enter" && byte === OPEN_OBJECT) {
      inside.push(`${path}.`);
      place = "before-key";
      return;
    }
    place = "value";
    held = what === "take" ? [] : undefined;
    heldBytes = 0;
    inString = byte === QUOTE;
    depth = byte === OPEN_OBJECT || byte === OPEN_LIST ? 1 : 0;
    bare = !inString && depth === 0;
  };

  /** Reads on in a value from `start`; where it ends, or the chunk's length. */
  const throughValue = (chunk: Uint8Array, start: number): number => {
    let at = start;
    while (at < chunk.length) {
      if (inString) {
        at = throughString(chunk, at);
        if (!inString && depth === 0) return ended(at);
        continue;
      }
      at = bare ? endOfBare(chunk, at) : nextTurn(chunk, at);
      if (at === chunk.length) break;
      if (bare) return ended(at);
      const byte = chunk[at];
      at += 1;
      if (byte === QUOTE) inString = true;
      else if (byte === OPEN_OBJECT || byte === OPEN_LIST) depth += 1;
      else {
        depth -= 1;
        if (depth === 0) return ended(at);
      }
    }
    return at;
  };
  const ended = (at: number): number => {
    place = inside.length === 0 ? "outside" : "before-key";
    return at;
  };
  const throughString = (chunk: Uint8Array, start: number): number => {
    let at = start;
    while (at < chunk.length) {
      if (escaped) {
        escaped = false;
        at += 1;
        continue;
      }
      const quote = chunk.indexOf(QUOTE, at);
      const until = quote === -1 ? chunk.length : quote;
      // an odd number of backslashes before it, and the quote is a part of the string
      let first = until;
      while (first > at && chunk[first - 1] === BACKSLASH) first -= 1;
      escaped = (until - first) % 2 === 1;
      if (quote === -1) return chunk.length;
      at = quote;
      if (escaped) continue;
      inString = false;
      return quote + 1;
    }
    return at;
  };

  return (chunk) => {
    let at = 0;
    while (at < chunk.length) {
      if (place === "value") {
        const from = at;
        at = throughValue(chunk, at);
        hold(chunk.subarray(from, at));
        if (!inValue()) handOver();
        continue;
      }
      const byte = chunk[at] ?? 0;
      switch (place) {
        case "outside":
          if (byte === OPEN_OBJECT) {
            inside.push("");
            place = "before-key";
          } else if (byte === QUOTE) {
            key = "";
            begin(byte);
          }
          break;
        case "before-key":
          if (byte === QUOTE) {
            key = "";
            place = "key";
          } else if (byte === CLOSE_OBJECT) {
            inside.pop();
            if (inside.length === 0) place = "outside";
          }
          break;
        case "key":
          if (byte === QUOTE && !escaped) place = "colon";
          else if (key.length < LONGEST_KEY) key += String.fromCharCode(byte);
          escaped = byte === BACKSLASH && !escaped;
          break;
        case "colon":
          if (byte === COLON) place = "before-value";
          break;
        case "before-value":
          if (isSpace(byte)) break;
          begin(byte);
          if (inValue()) hold(chunk.subarray(at, at + 1));
          break;
      }
      at += 1;
    }
  };

  /** Asked of a function, since the compiler does not see that another one changed it. */
  function inValue(): boolean {
    return place === "value";
  }
}

/** Where the next quote or bracket stands, from `start` on, or the chunk's length. Sees every byte of every answer. */
function nextTurn(chunk: Uint8Array, start: number): number {
  const end = chunk.length;
  for (let at = start; at < end; at += 1) {
    const byte = chunk[at] as number;
    // [ and { differ in one bit, ] and } too
    const bracket = byte | 0x20;
    if (byte === QUOTE || bracket === OPEN_OBJECT || bracket === CLOSE_OBJECT) return at;
  }
  return end;
}

/** Where a number, true, false or null that stands at `start` ends, or the chunk's length. */
function endOfBare(chunk: Uint8Array, start: number): number {
  let at = start;
  while (at < chunk.length && !ENDS_BARE.includes(chunk[at] as number)) at += 1;
  return at;
}

function isSpace(byte: number): boolean {
  return SPACES.includes(byte);
}

function textOf(pieces: readonly Uint8Array[], bytes: number): string {
  const whole = new Uint8Array(bytes);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return new TextDecoder().decode(whole);
}
