/**
 * Keeps files apart that share a workerd: what modules hold, what objects store, and what stands in the place of clocks
 * and globals.
 * @module
 */
import { reset } from "cloudflare:test";
import { afterAll, vi } from "vitest";

vi.resetModules();
afterAll(async () => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  await reset();
});
