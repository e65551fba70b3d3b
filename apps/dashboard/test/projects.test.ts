/** Each page of projects that are nothing like the usual: empty, of one request, of a year, of hostile names, by a link. @module */
import { expect, inject, test } from "vitest";
import { inBrowser } from "./browser/in-browser.ts";
import { visit } from "./browser/visit.ts";
import { SYNTHETIC } from "./ledger/synthetic-year.ts";
import { LONGEST_MODEL, PROJECT_NAME } from "./ledger/small-project.ts";
import { axeFaults, withAxe } from "./look/axe.ts";
import { layoutFaults } from "./look/geometry.ts";
import { NO_WORDS, PAGES, pageUrl } from "./pages.ts";

/** Most elements of a page: what a browser lays out at once, and a reader can look through. */
const MOST_ELEMENTS = 4000;
/** Most characters of an answer: the ledger sums up, and a page draws. */
const MOST_TEXT = 250_000;

/** Nothing that runs, from right to left, with a word that never ends, and as long as a form lets it be. */
const HOSTILE = `<img src=x onerror="top.pwned=1">"'&\u202e\u0301👩‍👩‍👧${"never-ending-".repeat(20)}`.slice(
  0,
  300,
);

inBrowser("projects", () => {
  test.for(PAGES.flatMap((name) => (["empty", "one"] as const).map((project) => ({ name, project }))))(
    "$name of a project that is $project",
    async ({ name, project }) => {
      await using seen = await visit(pageUrl(name), { project, before: withAxe });
      const { page, wrong } = seen;
      const text = await page.locator("main").innerText();
      expect(text.length).toBeGreaterThan(80);
      expect(text).not.toMatch(NO_WORDS);
      expect(await page.locator(".trouble, .stale").count()).toBe(0);
      expect(await page.locator("h1").count()).toBe(1);
      expect(await page.evaluate(layoutFaults)).toEqual([]);
      await page.setViewportSize({ width: 390, height: 900 });
      await seen.settled();
      expect(await page.evaluate(layoutFaults)).toEqual([]);
      expect(await axeFaults(page)).toEqual([]);
      expect(wrong).toEqual([]);
    },
  );

  test("an empty project says how to fill it, and looks again by itself", async () => {
    await using seen = await visit(pageUrl("overview"), { project: "empty" });
    const text = await seen.page.locator("main").innerText();
    expect(text).toContain("Nothing has come in yet");
    expect(text).toContain(`curl ${inject("shared").ledger}/v1/events`);
  });

  test.for(PAGES)("%s of a year of a hundred models", async (name) => {
    await using seen = await visit(pageUrl(name, { range: { last: "365d" } }), { project: "year" });
    const { page, wrong, answers } = seen;
    expect(await page.getByRole("alert").first().innerText()).toContain(SYNTHETIC);
    expect(await page.locator("main").innerText()).not.toMatch(NO_WORDS);
    expect(await page.locator(".trouble").count()).toBe(0);
    expect(await page.evaluate(() => document.querySelectorAll("*").length)).toBeLessThan(MOST_ELEMENTS);
    for (const [path, answer] of answers) {
      expect.soft(JSON.stringify(answer).length, path).toBeLessThan(MOST_TEXT);
    }
    expect(await page.evaluate(layoutFaults)).toEqual([]);
    await page.setViewportSize({ width: 390, height: 900 });
    await seen.settled();
    expect(await page.evaluate(layoutFaults)).toEqual([]);
    expect(wrong).toEqual([]);
  });

  test.for(PAGES)("%s of names that want to be markup", async (name) => {
    await using seen = await visit(pageUrl(name), {
      before: async (page) => {
        await page.route("**/api/**", async (route) => {
          const answer = await route.fetch();
          const body = (await answer.text()).replaceAll(LONGEST_MODEL, JSON.stringify(HOSTILE).slice(1, -1));
          await route.fulfill({ response: answer, body });
        });
      },
    });
    const { page, wrong } = seen;
    expect(await page.evaluate(layoutFaults)).toEqual([]);
    for (const table of await page.getByRole("button", { name: "Table", exact: true }).all()) {
      await table.click();
    }
    await page.setViewportSize({ width: 390, height: 900 });
    await seen.settled();
    expect(await page.evaluate(layoutFaults)).toEqual([]);
    expect(await page.locator(".trouble").count()).toBe(0);
    expect(await page.evaluate(() => (globalThis as { pwned?: unknown }).pwned)).toBeUndefined();
    expect(await page.locator("main img, header img").count()).toBe(0);
    expect(await page.locator("header").innerText()).toContain(PROJECT_NAME.slice(0, 20));
    // cut where it is drawn, whole in a table
    const whole = name === "inference" || name === "models" ? HOSTILE : "";
    expect(await page.locator("main").evaluate((main) => main.textContent)).toContain(whole);
    expect(wrong).toEqual([]);
  });

  test("a public link shows figures, stays a link from page to page, and no commits", async () => {
    const { link } = inject("shared");
    await using seen = await visit(link);
    const { page } = seen;
    expect(await page.locator("header").innerText()).toContain("public link");
    expect(await page.locator("h1").innerText()).toMatch(/\d/u);
    // nothing to set up, and no door that wants a key
    expect(await page.locator("body").innerText()).not.toMatch(/curl|Prometheus/u);
    for (const name of ["Inference", "Effects"]) {
      await page.getByRole("link", { name }).click();
      await seen.settled();
      expect(page.url()).toBe(`${link}${name.toLowerCase()}`);
    }
    expect(await page.getByRole("link", { name: "Commits" }).count()).toBe(0);
    await page.goto(`${link}commits`);
    await seen.settled();
    expect(await page.getByRole("alert").innerText()).toMatch(/public link does not show this/u);
  });
});
