/** Each page as it looks: light, dark, on a phone, with its tables open, with what stands at a cursor. @module */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { inBrowser } from "./browser/in-browser.ts";
import { visit } from "./browser/visit.ts";
import { axisFaults } from "./look/axes.ts";
import { axeFaults, withAxe } from "./look/axe.ts";
import { layoutFaults } from "./look/geometry.ts";
import { PAGES, pageUrl } from "./pages.ts";

inBrowser("how pages look", () => {
  test.for(PAGES)("%s: in light and in dark, with its tables open", async (name) => {
    await using seen = await visit(pageUrl(name), { before: withAxe });
    const { page, wrong } = seen;
    expect.soft(await page.evaluate(layoutFaults)).toEqual([]);
    expect.soft(await page.evaluate(axisFaults)).toEqual([]);
    await openTables(page);
    await seen.settled();
    expect.soft(await page.evaluate(layoutFaults)).toEqual([]);
    expect.soft(await axeFaults(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: "dark" });
    expect.soft(await axeFaults(page)).toEqual([]);
    expect(wrong).toEqual([]);
  });

  test.for(PAGES)("%s: on a phone", async (name) => {
    await using seen = await visit(pageUrl(name), { before: withAxe, width: 390 });
    const { page, wrong } = seen;
    expect.soft(await page.evaluate(layoutFaults)).toEqual([]);
    expect.soft(await page.evaluate(axisFaults)).toEqual([]);
    expect.soft(await axeFaults(page)).toEqual([]);
    // the list of pages is wider than a phone
    const here = await page.locator("[aria-current=page]").boundingBox();
    expect.soft(here !== null && here.x >= 0 && here.x + here.width <= 390).toBe(true);
    await openTables(page);
    await seen.settled();
    expect.soft(await page.evaluate(layoutFaults)).toEqual([]);
    expect.soft(await onPaper(page)).toEqual([]);
    expect(wrong).toEqual([]);
  });

  test.for([640, 880])(
    "a window of %d px: whose figures they are stands in the header's first line",
    async (width) => {
      await using seen = await visit(pageUrl("overview"), { width });
      const { page } = seen;
      const [mark, project, theme] = await Promise.all(
        ["header .mark", "header .project", "header .theme"].map(
          async (what) => await page.locator(what).boundingBox(),
        ),
      );
      const middle = (box: typeof mark): number => (box?.y ?? 0) + (box?.height ?? 0) / 2;
      expect(project?.width).toBeGreaterThan(300);
      expect(Math.abs(middle(project) - middle(mark))).toBeLessThan(12);
      expect(Math.abs(middle(theme) - middle(mark))).toBeLessThan(12);
      expect(await page.evaluate(layoutFaults)).toEqual([]);
    },
  );

  test("in colours of who reads it, what is chosen is told from what is not", async () => {
    await using seen = await visit(pageUrl("inference"), {
      before: async (page) => await page.emulateMedia({ forcedColors: "active" }),
    });
    const grounds = async (what: string): Promise<readonly string[]> =>
      await seen.page
        .locator(what)
        .evaluateAll((all) => all.map((one) => getComputedStyle(one).backgroundColor));
    const chosen = await grounds(".choice input:checked + span");
    const others = await grounds(".choice input:not(:checked) + span");
    expect(chosen.length).toBeGreaterThan(1);
    expect(chosen.filter((ground) => others.includes(ground))).toEqual([]);
  });

  test.for(PAGES)("%s: what stands at a cursor is beside it, and on the page", async (name) => {
    await using seen = await visit(pageUrl(name), { width: 390 });
    const { page } = seen;
    for (const chart of await page.locator("svg[tabindex]").all()) {
      await chart.focus();
      for (const key of ["Home", "End"]) {
        await page.keyboard.press(key);
        await page.locator(".note").waitFor();
        const note = await page.locator(".note").boundingBox();
        const drawing = await chart.boundingBox();
        const inside = {
          left: note !== null && note.x >= 0,
          right: note !== null && note.x + note.width <= 390,
          // by its own drawing, and not by one above
          drawing:
            note !== null && drawing !== null && note.y >= drawing.y && note.y < drawing.y + drawing.height,
          page: (await page.evaluate(() => document.documentElement.scrollWidth)) === 390,
        };
        expect
          .soft({ chart: await chart.getAttribute("aria-label"), key, ...inside })
          .toMatchObject({ left: true, right: true, drawing: true, page: true });
      }
    }
  });
});

async function openTables(page: Page): Promise<void> {
  for (const table of await page.getByRole("button", { name: "Table", exact: true }).all()) {
    await table.click();
  }
}

/** What paper should not have, or lacks: as it is laid out for A4 with its tables open, in the dark. */
async function onPaper(page: Page): Promise<readonly string[]> {
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await page.setViewportSize({ width: 703, height: 1000 });
  return await page.evaluate(() => {
    const faults: string[] = [];
    const isSeen = (element: Element): boolean => element.checkVisibility({ visibilityProperty: true });
    for (const control of document.querySelectorAll("button:not(.key, .sort), select, input, nav")) {
      if (isSeen(control)) faults.push(`a control: ${control.outerHTML.slice(0, 80)}`);
    }
    for (const one of document.querySelectorAll(".drawing svg[role], .card, table")) {
      const { right } = one.getBoundingClientRect();
      if (isSeen(one) && right > innerWidth + 1)
        faults.push(`${one.localName} of ${one.closest("[id]")?.id}: ${right}`);
    }
    for (const table of document.querySelectorAll("table")) {
      if (isSeen(table) && table.tHead?.innerText.trim() === "") faults.push("a table without heads");
    }
    const foot = document.querySelector(".printed");
    if (foot === null || !isSeen(foot) || !(foot.textContent ?? "").startsWith(location.href))
      faults.push("no address");
    if (!/read \d.* UTC/u.test(foot?.textContent ?? "")) faults.push("no moment");
    const [, lightness = "1"] = /(\d+)/u.exec(getComputedStyle(document.body).color) ?? [];
    if (Number(lightness) > 99) faults.push("light words on white paper");
    return faults;
  });
}
