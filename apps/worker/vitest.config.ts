import { defineConfig } from "vitest/config";

// what runs on Node: real clients against a ledger that is served
export default defineConfig({
  test: {
    name: "@gramme/worker",
    include: ["test/**/*.test.ts", "src/serve/**/*.test.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
