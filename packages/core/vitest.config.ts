import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    // pure functions leave nothing behind, so that files can share a worker, and the catalogue is read once
    isolate: false,
    // thousands of simulated runs, on machines that may be busy
    testTimeout: 60_000,
  },
});
