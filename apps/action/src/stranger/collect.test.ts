import { describe, expect, it } from "vitest";
import type { Artifact } from "../github/artifacts.ts";
import { partsOf } from "./collect.ts";

function artifacts(...names: readonly string[]): readonly Artifact[] {
  return names.map((name, id) => ({ id, name, sizeBytes: 1, expired: false, headSha: undefined }));
}

function found(...names: readonly string[]): readonly (string | undefined)[] {
  return partsOf(artifacts(...names), "gramme").map(({ name }) => name);
}

describe("partsOf", () => {
  it("takes the artifact of that name, and those of parts, in the order of their names", () => {
    expect(found("gramme-b", "gramme", "gramme-a", "gramme-B")).toEqual([undefined, "B", "a", "b"]);
  });

  it.each([
    "coverage",
    "Gramme",
    "grammes",
    "gramme-",
    "gramme--x",
    "gramme-a b",
    "gramme-a/b",
    "gramme-../b",
    "gramme-@octocat",
    "gramme-x\n",
    `gramme-${"x".repeat(65)}`,
  ])("leaves out %j", (name) => {
    expect(found(name)).toEqual([]);
  });

  it("takes the newest of one name", () => {
    const twice = artifacts("gramme-a", "gramme-a");
    for (const order of [twice, twice.toReversed()]) {
      expect(partsOf(order, "gramme").map(({ artifact }) => artifact)).toEqual([twice[1]]);
    }
  });
});
