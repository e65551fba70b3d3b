/**
 * Rules of accessibility, by axe.
 * @module
 */
import { createRequire } from "node:module";
import type { AxeResults, RunOptions } from "axe-core";
import type { BrowserContext, Page } from "playwright-core";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

declare const axe: { run(where: Document, options: RunOptions): Promise<AxeResults> };

/** Brings axe into every page of a context: past the page's policy, as a browser's own tools come. */
export async function withAxe(_: Page, context: BrowserContext): Promise<void> {
  await context.addInitScript({ path: AXE });
}

/** What breaks a rule, one sentence each. Targets smaller than 24 px are told too (WCAG 2.2). */
export async function axeFaults(page: Page): Promise<readonly string[]> {
  const { violations } = await page.evaluate(
    async () =>
      await axe.run(document, { resultTypes: ["violations"], rules: { "target-size": { enabled: true } } }),
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)}: ${failureSummary ?? ""}`),
  );
}
