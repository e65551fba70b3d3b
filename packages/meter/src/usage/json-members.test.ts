import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type WantedMembers, jsonMembers } from "./json-members.ts";

const WANTED: WantedMembers = { usage: "take", model: "take", response: "enter", "response.usage": "take" };

/** What is taken of a text that comes in pieces of `step` bytes. */
function taken(text: string | Uint8Array, step = 1_000_000): readonly (readonly [string, unknown])[] {
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  const found: (readonly [string, unknown])[] = [];
  const read = jsonMembers(WANTED, (path, value) => found.push([path, value]));
  for (let at = 0; at < bytes.length; at += step) read(bytes.subarray(at, at + step));
  return found;
}

describe("members of JSON", () => {
  it("are found where they are wanted, and nowhere else", () => {
    const text = JSON.stringify({
      choices: [{ usage: 1, text: 'a "usage": {"x":1} and \\ more }]' }],
      model: "m",
      other: { usage: 2, model: "n" },
      response: { output: [[{ usage: 3 }]], usage: { a: [1, { b: "}" }] } },
      usage: { n: 1 },
    });
    expect(taken(text)).toEqual([
      ["model", "m"],
      ["response.usage", { a: [1, { b: "}" }] }],
      ["usage", { n: 1 }],
    ]);
  });

  it("are found in documents one after another, in lines and in lists", () => {
    expect(
      taken('{"model":"a"}\n{"model":"b","usage":7}\r\n[{"model":"c"},{"model":null}] "x" 5 {"model":"d"}'),
    ).toEqual([
      ["model", "a"],
      ["model", "b"],
      ["usage", 7],
      ["model", "c"],
      ["model", null],
      ["model", "d"],
    ]);
  });

  it("are what JSON.parse gives, however the text is spaced and cut", () => {
    const value = fc.jsonValue({ maxDepth: 4 });
    const document = fc.record(
      {
        usage: value,
        before: value,
        model: value,
        response: fc.record({ noise: value, usage: value }),
        after: value,
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(
        document,
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 0, max: 3 }),
        (doc, step, indent) => {
          const text = JSON.stringify(doc, undefined, indent);
          const parsed = JSON.parse(text) as typeof doc;
          const expected = [
            ["usage", parsed.usage],
            ["model", parsed.model],
            ["response.usage", parsed.response?.usage],
          ].filter(([path]) =>
            path === "response.usage" ? parsed.response?.usage !== undefined : (path as string) in parsed,
          );
          const found = taken(text, step);
          expect(Object.fromEntries(found)).toEqual(Object.fromEntries(expected));
          expect(found).toHaveLength(expected.length);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("throw at no bytes at all", () => {
    const pieces = fc.constantFrom(
      '{"usage":',
      '"',
      "\\",
      "{",
      "}",
      "[",
      "]",
      ":",
      ",",
      "1",
      "null",
      '"usage"',
      "é",
      " ",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 200 }),
          fc.array(pieces).map((p) => p.join("")),
        ),
        (bytes) => {
          expect(() => taken(bytes, 3)).not.toThrow();
        },
      ),
      { numRuns: 300 },
    );
  });

  it("are not held beyond a bound, and the next is found all the same", () => {
    const long = "x".repeat(20_000);
    expect(taken(`{"usage":{"long":"${long}"},"model":"m"}`, 1000)).toEqual([["model", "m"]]);
  });

  it("are found behind a bomb of brackets", () => {
    const deep = 200_000;
    const text = `{"bomb":${"[".repeat(deep)}${"]".repeat(deep)},"usage":1}`;
    expect(taken(text, 4096)).toEqual([["usage", 1]]);
  });
});
