import { defineConfig } from "vitest/config";

export default defineConfig({
  // a stand-in compiles the part of GitHub's API description that a test touches: seconds the first time
  test: { testTimeout: 60_000 },
});
