import { applyD1Migrations, reset } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterAll, afterEach, beforeEach, vi } from "vitest";

const { BOOK, TEST_MIGRATIONS } = env as unknown as {
  readonly BOOK: D1Database;
  readonly TEST_MIGRATIONS: Parameters<typeof applyD1Migrations>[1];
};

// files share a workerd; what modules hold and what a file puts in the place of clocks and globals is its own all the same
vi.resetModules();
afterAll(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
});

// state outlives a test unless it is reset, and the reset takes the tables along
beforeEach(async () => {
  await applyD1Migrations(BOOK, TEST_MIGRATIONS);
});
afterEach(async () => {
  await reset();
});
