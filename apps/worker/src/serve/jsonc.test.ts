import { expect, test } from "vitest";
import { parseJsonc } from "./jsonc.ts";

test("comments and trailing commas are not there", () => {
  const text = `// first
{
  "a": 1, /* two
  lines */ "b": [1, 2, /* last */ ],
  "c": { "d": null, // and out
  },
}`;
  expect(parseJsonc(text)).toEqual({ a: 1, b: [1, 2], c: { d: null } });
});

test("what stands in a string is a string", () => {
  expect(parseJsonc(String.raw`{"url": "https://x//y", "a": "/* no */", "b": "\"// \\", "c": ",}"}`)).toEqual(
    {
      url: "https://x//y",
      a: "/* no */",
      b: String.raw`"// \ `.trimEnd(),
      c: ",}",
    },
  );
});

test("what is no JSON is still none", () => {
  expect(() => parseJsonc('{"a": 1')).toThrow(SyntaxError);
  expect(() => parseJsonc('{"a": 1 "b": 2}')).toThrow(SyntaxError);
});
