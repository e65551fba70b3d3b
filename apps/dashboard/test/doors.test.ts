/** What comes over the wire: sizes, headers, policy, fonts; and that nothing moves once it is painted. @module */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { expect, inject, test } from "vitest";
import { inBrowser } from "./browser/in-browser.ts";
import { visit } from "./browser/visit.ts";
import { PAGES, pageUrl } from "./pages.ts";

/** Most bytes of script that a page may load, and of style, gzipped. */
const MOST_SCRIPT = 60_000;
const MOST_STYLE = 10_000;

/** gzipped bytes of a built file, by its address. */
function gzipped(address: string): number {
  return gzipSync(readFileSync(join(inject("shared").pages, new URL(address).pathname)), { level: 9 }).length;
}

inBrowser("what comes over the wire", () => {
  test.for(PAGES)("%s loads at most 60 kB of script and 10 kB of style, gzipped", async (name) => {
    await using seen = await visit(pageUrl(name));
    const loaded = await seen.page.evaluate(() =>
      performance.getEntriesByType("resource").map((entry) => entry.name),
    );
    const sum = (ending: string): number =>
      loaded.filter((address) => address.endsWith(ending)).reduce((total, one) => total + gzipped(one), 0);
    expect(sum(".js")).toBeGreaterThan(10_000);
    expect(sum(".js")).toBeLessThanOrEqual(MOST_SCRIPT);
    expect(sum(".css")).toBeGreaterThan(1000);
    expect(sum(".css")).toBeLessThanOrEqual(MOST_STYLE);
  });

  test("the shell holds no script and no style of its own, and its policy forbids them", async () => {
    const answer = await fetch(inject("shared").ledger);
    const policy = answer.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|\*|https?:/u);
    expect(answer.headers.get("cache-control")).toBe("no-cache");
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    const html = await answer.text();
    expect(html).not.toMatch(/<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)/iu);
    expect([...html.matchAll(/(?:src|href)="([^"]+)"/gu)].map(([, at]) => at)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^\/assets\/.*\.js$/u)]),
    );
  });

  test("a second visit fetches nothing again but the shell, which has not changed", async () => {
    await using seen = await visit(pageUrl("inference"));
    const { page } = seen;
    const fetched: string[] = [];
    page.on("response", (response) => {
      const { pathname } = new URL(response.url());
      if (!pathname.startsWith("/api/") && !response.request().serviceWorker()) {
        fetched.push(`${pathname.replace(/-[\w-]{8}\./u, "-….")} ${response.status()}`);
      }
    });
    const sizes = async (): Promise<readonly number[]> =>
      await page.evaluate(() =>
        performance
          .getEntriesByType("resource")
          .filter(({ name }) => name.includes("/assets/"))
          .map((entry) => (entry as PerformanceResourceTiming).transferSize),
      );
    expect((await sizes()).length).toBeGreaterThan(2);
    await page.goto(pageUrl("inference"));
    await seen.settled();
    // nothing of it came over the wire
    expect((await sizes()).filter((bytes) => bytes > 0)).toEqual([]);
    expect(seen.wrong).toEqual([]);
  });

  test("texts are set in the font that the ledger itself brings", async () => {
    await using seen = await visit(pageUrl("overview"));
    const fonts = await seen.page.evaluate(() =>
      [...document.fonts].filter(({ status }) => status === "loaded").map(({ family }) => family),
    );
    expect(fonts.join()).toContain("Inter");
  });

  const visits = [
    ...PAGES.flatMap((name) => [1160, 390].map((width) => ({ name, width, project: "local" as const }))),
    // with words across its top
    { name: "overview", width: 1160, project: "year" } as const,
    { name: "overview", width: 390, project: "year" } as const,
    { name: "overview", width: 1160, project: "empty" } as const,
  ];
  test.for(visits)(
    "$name of $project, $width px: nothing moves after the first paint, however late the figures come",
    async ({ name, width, project }) => {
      await using seen = await visit(pageUrl(name), { width, project, before: watchShifts });
      expect(await seen.page.evaluate(() => (globalThis as { shifts?: string[] }).shifts)).toEqual([]);
    },
  );
});

/** Notes what moves, and lets no figure come before the page has been painted without it. */
async function watchShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const shifts: string[] = [];
    Object.assign(globalThis, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { value, sources = [] } = entry as PerformanceEntry & {
          readonly value: number;
          readonly sources?: readonly { readonly node: Node | null }[];
        };
        const moved = sources.map(({ node }) =>
          node instanceof Element ? `${node.localName}.${node.getAttribute("class") ?? ""}` : "?",
        );
        shifts.push(`${value} ${moved.join(" ")}`);
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
  await page.route("**/api/**", async (route) => {
    await page.waitForFunction(() => performance.getEntriesByName("first-contentful-paint").length > 0);
    await route.continue();
  });
}
