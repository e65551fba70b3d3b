import { defineConfig } from "vitest/config";

// what runs on Node; a test that only workerd can run is named for it
export default defineConfig({
  test: {
    name: "@gramme/meter",
    include: ["src/**/*.test.ts"],
    exclude: ["src/**/*.workerd.test.ts", "src/outbox/durable-object/**"],
    testTimeout: 60_000,
  },
});
