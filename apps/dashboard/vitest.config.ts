import { defineConfig } from "vitest/config";
import { answerForms } from "./answer-forms.ts";

// what needs no browser; the rest is in vitest.browser.config.ts
export default defineConfig({
  plugins: [answerForms()],
  // pure functions leave nothing behind, so that files can share a worker, and all code is read once
  test: { name: "@gramme/dashboard", include: ["src/**/*.test.ts"], isolate: false },
});
