import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    name: "@gramme/example-edge-voice",
    include: ["src/**/*.test.ts", "test/**/*.test.ts"],
    // nobody has to be asked where this machine stands
    env: { CLOUDFLARE_CF_FETCH_ENABLED: "false", WRANGLER_SEND_METRICS: "false" },
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
