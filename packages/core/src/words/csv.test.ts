import { expect, it } from "vitest";
import { csvCell, csvText } from "./csv.ts";

it("writes tables that are safe to open", () => {
  expect(["=1+1", "+1", "-1", "@x", "\tx"].map(csvCell)).toEqual(["'=1+1", "'+1", "'-1", "'@x", "'\tx"]);
  expect(csvCell('say "a, b"')).toBe('"say ""a, b"""');
  expect([null, undefined, -1.5, 1e-9, true].map(csvCell)).toEqual(["", "", "-1.5", "1e-9", "true"]);
  expect(csvText({ columns: ["a", "b"], rows: [[1, null]] })).toBe("a,b\r\n1,\r\n");
});
