import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { jsonFaultAt } from "./json-fault.ts";

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const letter = fc.constantFrom(...Array.from('{}[]",:\\0-.eE+1tfn u\n'));

describe("where a text stops being JSON", () => {
  it.each([
    ["", 0],
    ["  ", 2],
    ["{", 1],
    ['{"a":1,}', 7],
    ['{"a" 1}', 5],
    ["[1,]", 3],
    ["[1 2]", 3],
    ["01", 1],
    ["-", 0],
    ["1.", 1],
    ["tru", 0],
    ["nulll", 4],
    ['"a\nb"', 2],
    ['"a\\x"', 2],
    ['"\\u12', 1],
    ["{} {}", 3],
    ["[}", 1],
    ['{"a":"b"', 8],
    ["NaN", 0],
    ["{'a':1}", 1],
    ["\u00A01", 0],
  ])("%j at %i", (text, at) => {
    expect(jsonFaultAt(text)).toBe(at);
    expect(isJson(text)).toBe(false);
  });

  it("is nowhere, exactly for what the engine takes", () => {
    const texts = fc.oneof(
      fc.json(),
      fc.json().chain((text) => fc.integer({ min: 0, max: text.length }).map((at) => text.slice(0, at))),
      fc
        .tuple(fc.json(), fc.nat(), letter)
        .map(
          ([text, at, what]) =>
            text.slice(0, at % (text.length + 1)) + what + text.slice(at % (text.length + 1)),
        ),
      fc.string({ unit: letter }),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const at = jsonFaultAt(text);
        expect(at === undefined).toBe(isJson(text));
        // what is before can still become JSON of its own or with more: no fault is found earlier in it
        const before = text.slice(0, at ?? 0);
        expect(jsonFaultAt(before) ?? before.length).toBe(before.length);
      }),
      { numRuns: 2000 },
    );
  });

  it("is found at any depth, in one pass", () => {
    const deep = "[".repeat(400_000);
    expect(jsonFaultAt(deep)).toBe(deep.length);
    expect(jsonFaultAt(`${deep}${"]".repeat(400_000)}`)).toBeUndefined();
  });
});
