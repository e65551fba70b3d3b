import { defineConfig } from "vitest/config";

// what runs on Node; a test that only workerd can run is named for it
export default defineConfig({
  test: {
    name: "@gramme/meter",
    include: ["src/**/*.test.ts"],
    exclude: ["src/**/*.workerd.test.ts", "src/outbox/durable-object/**"],
    // files share a worker, which reads all code once; the set-up keeps globals apart
    isolate: false,
    setupFiles: ["./test/on-node.ts"],
    testTimeout: 60_000,
  },
});
