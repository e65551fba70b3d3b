/** The whole state of a page in its URL: what is chosen stands in it, and whoever opens it sees the same. @module */
import { expect, inject, test } from "vitest";
import { inBrowser } from "./browser/in-browser.ts";
import { visit } from "./browser/visit.ts";
import { PAGES, pageUrl } from "./pages.ts";

inBrowser("the URL", () => {
  test.for(PAGES)(
    "%s: what is chosen stands in it, is shown to others, and can be gone back through",
    async (name) => {
      await using mine = await visit(pageUrl(name));
      const { page } = mine;
      const looks = async (): Promise<string> => await page.locator("main").innerText();
      const steps: { readonly url: string; readonly looks: string }[] = [];
      const note = async (): Promise<void> => {
        await mine.settled();
        const { pathname, search } = new URL(page.url());
        steps.push({ url: pathname + search, looks: await looks() });
      };
      await note();
      await page.getByRole("radio", { name: "90 days" }).check();
      await note();
      await page.getByLabel("Counts").selectOption("device");
      await note();
      const measure = page.getByRole("combobox", { name: "in", exact: true });
      if ((await measure.count()) > 0) {
        await measure.selectOption("energy");
        await note();
      }
      const expected = ["", "?last=90d", "?last=90d&at=device", "?last=90d&at=device&of=energy"];
      expect(steps.map(({ url }) => url)).toEqual(
        expected.slice(0, steps.length).map((query) => pageUrl(name) + query),
      );
      // tables, their order and series leave no step to go back to
      const heads = page.locator("button.sort");
      const isSorted = (await heads.count()) > 0;
      if (isSorted) await heads.nth(1).click();
      expect(new URL(page.url()).searchParams.has("sort")).toBe(isSorted);
      for (const table of await page.getByRole("button", { name: "Table", exact: true }).all())
        await table.click();
      const key = page.locator("button.key").first();
      if ((await key.count()) > 0) await key.click();
      await mine.settled();

      await using theirs = await visit(page.url());
      expect(await theirs.page.locator("main").innerText()).toBe(await looks());
      expect(theirs.page.url()).toBe(page.url());
      expect(await theirs.page.locator("table").count()).toBe(await page.locator("table").count());
      expect(await theirs.page.getByRole("radio", { name: "90 days" }).isChecked()).toBe(true);
      expect(await theirs.page.getByLabel("Counts").inputValue()).toBe("device");

      for (const { url, looks: before } of steps.slice(0, -1).toReversed()) {
        await page.goBack();
        await mine.settled();
        expect(page.url().endsWith(url)).toBe(true);
        expect(await looks()).toBe(before);
      }
      for (const { url } of steps.slice(1)) {
        await page.goForward();
        await mine.settled();
        expect(new URL(page.url()).pathname + new URL(page.url()).search).toContain(url.split("&of=")[0]);
      }
      expect([...mine.wrong, ...theirs.wrong]).toEqual([]);
    },
  );

  test("dates that are chosen stand in it, and include the day they name", async () => {
    await using seen = await visit(pageUrl("overview"));
    const { page } = seen;
    await page.getByLabel("from", { exact: true }).fill("2026-11-02");
    await page.getByLabel("to", { exact: true }).fill("2026-11-20");
    await page.waitForURL("**/?from=2026-11-02&to=2026-11-20");
    await seen.settled();
    expect(await page.locator(".verdict p").first().innerText()).toContain("2 Nov 2026 to 20 Nov 2026");
  });

  test.for([
    ["by who may read", (): string => "/"],
    ["by a public link", (): string => new URL(inject("shared").link).pathname],
  ] as const)(
    "%s: the first questions are put before the page's code is there, and once",
    async ([, path]) => {
      const asked: string[] = [];
      const whole = Promise.withResolvers<void>();
      await using seen = await visit(path(), {
        before: async (page) => {
          page.on("request", (request) => {
            const { pathname, search } = new URL(request.url());
            if (!pathname.includes("/api/")) return;
            asked.push(pathname.replace(/^\/share/u, "") + search);
            if (asked.length === 2) whole.resolve();
          });
          await page.route("**/assets/shared-*.js", async (route) => {
            await whole.promise;
            await route.continue();
          });
        },
      });
      const first = ["/api/project", "/api/phases?last=30d&boundary=facility&step=day"];
      expect(asked.slice(0, 2)).toEqual(first);
      expect(asked.filter((question) => first.includes(question))).toHaveLength(2);
      expect(seen.wrong).toEqual([]);
    },
  );

  test("a link to another page keeps time and rung, and opens in a tab of its own", async () => {
    await using seen = await visit(pageUrl("overview", { range: { last: "90d" }, boundary: "node" }));
    expect(await seen.page.getByRole("link", { name: "Inference" }).getAttribute("href")).toBe(
      "/inference?last=90d&at=node",
    );
  });
});
