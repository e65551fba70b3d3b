import { defineConfig } from "vitest/config";

// what runs on Node: real clients against a ledger that is served
export default defineConfig({
  test: {
    name: "@gramme/worker",
    include: ["test/**/*.test.ts", "src/serve/**/*.test.ts"],
    // what is served runs in processes of its own; files share a worker, which reads all code once
    isolate: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
