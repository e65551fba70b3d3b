import { defineConfig } from "vitest/config";

// the pages in a real browser, before a real ledger
export default defineConfig({
  test: {
    name: "@gramme/dashboard in a browser",
    include: ["test/**/*.test.ts"],
    globalSetup: ["./test/browser/setup.ts"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
  },
});
