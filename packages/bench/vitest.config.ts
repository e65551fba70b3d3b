import { defineConfig } from "vitest/config";

export default defineConfig({
  // real processes are measured, pair by pair, on machines that may be slow
  test: { testTimeout: 60_000 },
});
