import { expect, it } from "vitest";
import { named } from "./named.ts";

it("keeps a hostile name short, and its direction to itself", () => {
  expect(named("\u202Eabc")).toBe("\u2068\u202Eabc\u2069");
  expect(Array.from(named("x".repeat(300)))).toHaveLength(50);
});
