import { describe, expect, it } from "vitest";
import { limitWaitMs } from "./rate-limit.ts";

const date = "Mon, 23 Nov 2026 09:00:00 GMT";

describe("limitWaitMs", () => {
  it.each([
    ["429 with seconds", 429, { "retry-after": "7" }, "", 7000],
    [
      "429 with a date, against GitHub's own clock",
      429,
      { date, "retry-after": "Mon, 23 Nov 2026 09:00:30 GMT" },
      "",
      30_000,
    ],
    ["429 with a date that is over", 429, { date, "retry-after": "Mon, 23 Nov 2026 08:00:00 GMT" }, "", 0],
    ["429 with nonsense", 429, { date, "retry-after": "soon" }, "", 60_000],
    ["429 without a word", 429, {}, "", 60_000],
    ["403 with Retry-After", 403, { "retry-after": "7" }, "", 7000],
    ["403 that says so", 403, {}, "You have exceeded a secondary rate limit.", 60_000],
    [
      "403 with none left",
      403,
      { date, "x-ratelimit-remaining": "0", "x-ratelimit-reset": "1795424410" },
      "",
      11_000,
    ],
    [
      "403 with none left, without a date",
      403,
      { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "1795424410" },
      "",
      60_000,
    ],
    [
      "403 for want of a permission",
      403,
      { "x-ratelimit-remaining": "59" },
      "Resource not accessible",
      undefined,
    ],
    ["404", 404, { "retry-after": "7" }, "rate limit", undefined],
  ])("reads %s", (_, status, headers, message, ms) => {
    expect(limitWaitMs({ status, headers, message })).toBe(ms);
  });
});
