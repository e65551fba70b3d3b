import { defineConfig } from "vitest/config";

export default defineConfig({
  // Models and samples are made once, before the tests that load them.
  test: { globalSetup: ["src/prepare/before-tests.ts"], testTimeout: 30_000 },
});
