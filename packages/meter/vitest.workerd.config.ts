import { cloudflareTest } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";

// what runs inside workerd: all that is no business of Node alone, and the Durable Object's outbox
export default defineConfig({
  plugins: [cloudflareTest({ wrangler: { configPath: "./test/wrangler.jsonc" } })],
  test: {
    name: "@gramme/meter in workerd",
    include: [
      "src/{clock,in-flight,call,stream,usage,fetch,hono}/**/*.test.ts",
      "src/outbox/durable-object/**/*.test.ts",
      "src/outbox/**/*.workerd.test.ts",
    ],
    exclude: ["src/**/*.node.test.ts"],
    // files share a workerd, which reads all code once; the set-up keeps apart what modules and objects hold
    isolate: false,
    setupFiles: ["./test/in-workerd.ts"],
    testTimeout: 60_000,
  },
});
