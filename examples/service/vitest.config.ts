import { defineConfig } from "vitest/config";

export default defineConfig({
  // Models and samples are made once, before the tests that load them.
  // Files share a worker, which reads all code once, and each model.
  test: { globalSetup: ["src/prepare/before-tests.ts"], isolate: false, testTimeout: 30_000 },
});
