import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";
import { servedText } from "./src/serve/served-text.ts";

// what runs inside workerd: the shard, the book, every door
export default defineConfig({
  plugins: [
    servedText(),
    cloudflareTest(async () => ({
      wrangler: { configPath: "./wrangler.jsonc" },
      miniflare: {
        bindings: { TEST_MIGRATIONS: await readD1Migrations(`${import.meta.dirname}/migrations`) },
      },
    })),
  ],
  test: {
    name: "@gramme/worker in workerd",
    include: ["src/**/*.test.ts"],
    exclude: ["src/serve/**"],
    setupFiles: ["./test/in-workerd.ts"],
    // files share a workerd, which reads all code once; the set-up keeps apart what modules hold
    isolate: false,
    testTimeout: 60_000,
  },
});
