import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    // what is measured runs in processes of its own; files share a worker, which reads all code once
    isolate: false,
    // real processes are measured, pair by pair, on machines that may be slow
    testTimeout: 60_000,
  },
});
