/**
 * Tests that want a browser. Where there can be none they are skipped, and the set-up says why.
 * @module
 */
import { describe } from "vitest";
import { whyNoBrowser } from "./chromium.ts";

/** `describe`, where there is a browser. */
export function inBrowser(name: string, tests: () => void): void {
  // oxlint-disable-next-line vitest/valid-title, vitest/valid-describe-callback -- both are handed on
  describe.skipIf(whyNoBrowser() !== undefined)(name, tests);
}
