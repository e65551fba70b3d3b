/** Back-off: its laws. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LONGEST_WAIT_MS, type Pace, UNHINDERED, paceAfter, retryAfterMs, waitOf } from "./pace.ts";
import type { Later } from "./verdict.ts";

const NOW = 1_790_000_000_000;
const SOON: Later = { kind: "soon", words: "", unclear: false };
const unit = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe("back-off", () => {
  it("is anywhere between nothing and a bound that doubles with each failure, up to a minute", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100 }), unit, (failures, random) => {
        const pace = paceAfter({ failures, notBeforeMs: 0 }, SOON, NOW, () => random);
        const bound = Math.min(60_000, 500 * 2 ** failures);
        expect(pace.failures).toBe(failures + 1);
        expect(waitOf(pace, NOW)).toBeGreaterThanOrEqual(1);
        expect(waitOf(pace, NOW)).toBeLessThanOrEqual(Math.ceil(bound * random) + 1);
      }),
    );
  });

  it("never comes before the ledger wants it, nor an hour late", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e9 }), unit, fc.boolean(), (wanted, random, barred) => {
        const later: Later = { ...SOON, kind: barred ? "barred" : "soon", retryAfterMs: wanted };
        const wait = waitOf(
          paceAfter(UNHINDERED, later, NOW, () => random),
          NOW,
        );
        expect(wait).toBeGreaterThanOrEqual(Math.min(wanted, LONGEST_WAIT_MS));
        expect(wait).toBeLessThanOrEqual(LONGEST_WAIT_MS);
      }),
    );
  });

  it("is slow where somebody has to mend it", () => {
    fc.assert(
      fc.property(unit, (random) => {
        const wait = waitOf(
          paceAfter(UNHINDERED, { ...SOON, kind: "barred" }, NOW, () => random),
          NOW,
        );
        expect(wait).toBeGreaterThanOrEqual(30_000);
        expect(wait).toBeLessThanOrEqual(300_000);
      }),
    );
  });

  it("does not wait for a clock that was set back", () => {
    const pace: Pace = { failures: 1, notBeforeMs: NOW };
    expect(waitOf(pace, NOW - 86_400_000)).toBe(0);
  });
});

describe("Retry-After", () => {
  it.each([
    ["120", 120_000],
    [" 0 ", 0],
    [new Date(NOW + 5000).toUTCString(), 5000],
    [new Date(NOW - 5000).toUTCString(), 0],
    ["soon", undefined],
    ["-5", undefined],
    [null, undefined],
  ])("%s is %s ms", (header, ms) => {
    expect(retryAfterMs(header, NOW)).toBe(ms);
  });
});
