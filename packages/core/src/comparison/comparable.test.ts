import { describe, expect, it } from "vitest";
import { assertComparable } from "./comparable.ts";

describe("assertComparable", () => {
  const device = { boundary: "device", tier: "metered" };

  it("lets like meet like", () => {
    expect(() => assertComparable(device, { ...device })).not.toThrow();
  });

  it("refuses another boundary first, then another tier", () => {
    expect(() => assertComparable(device, { boundary: "node", tier: "rated" })).toThrow(
      expect.objectContaining({ name: "GrammeError", code: "boundary-mismatch" }),
    );
    expect(() => assertComparable(device, { ...device, tier: "rated" })).toThrow(
      expect.objectContaining({
        code: "tier-mismatch",
        details: { field: "tier", found: "rated", expected: "metered" },
      }),
    );
  });
});
