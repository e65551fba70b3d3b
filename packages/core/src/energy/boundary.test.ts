import { describe, expect, it } from "vitest";
import { BOUNDARY_RUNGS, includes, RUNG_COUNTS, rungOrThrow } from "./boundary.ts";

describe("BOUNDARY_RUNGS", () => {
  it("go from the chip to the life cycle, each with its line", () => {
    expect(BOUNDARY_RUNGS).toEqual(["device", "share", "node", "facility", "lifecycle"]);
    expect(Object.keys(RUNG_COUNTS)).toEqual([...BOUNDARY_RUNGS]);
  });
});

describe("includes", () => {
  it("holds for a rung and every narrower one, and for no wider one", () => {
    for (const [at, rung] of BOUNDARY_RUNGS.entries()) {
      for (const [otherAt, other] of BOUNDARY_RUNGS.entries()) {
        expect(includes(rung, other), `${rung} includes ${other}`).toBe(at >= otherAt);
      }
    }
  });
});

describe("rungOrThrow", () => {
  it.each(BOUNDARY_RUNGS)("reads %s in any case, with space around it", (rung) => {
    expect(rungOrThrow(rung, "boundary")).toBe(rung);
    expect(rungOrThrow(` ${rung.toUpperCase()}\n`, "boundary")).toBe(rung);
  });

  it.each(["", "plug", "nodes", "device share"])(
    'refuses "%s", naming the field and the five rungs',
    (text) => {
      expect(() => rungOrThrow(text, "site.boundary")).toThrowError(
        expect.objectContaining({
          code: "malformed-input",
          message: `site.boundary: "${text}" is not a boundary; use one of device, share, node, facility, lifecycle`,
          details: {
            field: "site.boundary",
            found: text,
            expected: "device | share | node | facility | lifecycle",
          },
        }),
      );
    },
  );
});
