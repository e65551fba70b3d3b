import { applyD1Migrations, reset } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach } from "vitest";

const { BOOK, TEST_MIGRATIONS } = env as unknown as {
  readonly BOOK: D1Database;
  readonly TEST_MIGRATIONS: Parameters<typeof applyD1Migrations>[1];
};

// state outlives a test unless it is reset, and the reset takes the tables along
beforeEach(async () => {
  await applyD1Migrations(BOOK, TEST_MIGRATIONS);
});
afterEach(async () => {
  await reset();
});
