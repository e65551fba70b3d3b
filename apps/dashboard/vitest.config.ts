import { defineConfig } from "vitest/config";
import { answerForms } from "./answer-forms.ts";

// what needs no browser; the rest is in vitest.browser.config.ts
export default defineConfig({
  plugins: [answerForms()],
  test: { name: "@gramme/dashboard", include: ["src/**/*.test.ts"] },
});
