import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    // files share a worker, and with it GitHub's API description: 13 MB to read, and seconds to compile what is touched
    isolate: false,
    testTimeout: 60_000,
  },
});
