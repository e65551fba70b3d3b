/**
 * Keeps files apart that share a worker of Node's: clocks, and the globals that `@hono/node-server` puts its own in place of
 * when it serves.
 * @module
 */
import { afterAll, vi } from "vitest";

const { Request, Response } = globalThis;
afterAll(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  Object.assign(globalThis, { Request, Response });
});
