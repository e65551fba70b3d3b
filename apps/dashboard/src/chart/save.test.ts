import { expect, it } from "vitest";
import { xmlText } from "./save.ts";

it("leaves out what no XML may hold, so that a drawing with any name in it can be opened", () => {
  const names = ["a\u0000b", "x\u000by\u001bz", "\uFFFE\uFFFFc", "\uD800d", "e\uDFFF"];
  expect(names.map(xmlText)).toEqual(["ab", "xyz", "c", "�d", "e�"]);
  expect(xmlText("tab\tline\nאבג 👩‍👩‍👧 é <&amp;")).toBe("tab\tline\nאבג 👩‍👩‍👧 é <&amp;");
});
