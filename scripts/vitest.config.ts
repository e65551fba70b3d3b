import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    name: "scripts",
    include: ["**/*.test.ts"],
    // what a start measures and serves
    globalSetup: ["../examples/service/src/prepare/before-tests.ts"],
    testTimeout: 30_000,
  },
});
