import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: [
      "packages/*",
      "apps/*",
      "examples/*",
      "scripts",
      "{packages,apps,examples}/*/vitest.{workerd,browser}.config.ts",
    ],
    reporters: process.env["GRAMME_TEST_REPORT"] === undefined ? ["default"] : ["default", "json"],
    ...(process.env["GRAMME_TEST_REPORT"] === undefined
      ? {}
      : { outputFile: process.env["GRAMME_TEST_REPORT"] }),
  },
});
