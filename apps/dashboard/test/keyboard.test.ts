/** Each page by keyboard alone. @module */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { inBrowser } from "./browser/in-browser.ts";
import { visit } from "./browser/visit.ts";
import { PAGES, pageUrl } from "./pages.ts";

/** What has focus. */
interface Stop {
  /** Place among all that can have it; -1 where nothing has it. */
  readonly at: number;
  readonly name: string;
  /** Whether it can be seen: another look than without. */
  readonly marked: boolean;
  readonly inView: boolean;
}

inBrowser("pages by keyboard", () => {
  test.for(PAGES)("%s: Tab goes through all there is, in its order, and focus is seen", async (name) => {
    await using seen = await visit(pageUrl(name));
    const { page } = seen;
    const wanted = await page.evaluate(stopsOf);
    const stops: Stop[] = [];
    // where focus does not leave the page after all of them, it is caught; a date has a stop for day, month and year
    for (let n = 0; n < wanted.length + 12; n += 1) {
      await page.keyboard.press("Tab");
      const stop = await page.evaluate(stopNow);
      if (stop.at === -1) break;
      if (stop.at !== stops.at(-1)?.at) stops.push(stop);
    }
    expect(stops.map((stop) => stop.name)).toEqual(wanted);
    expect(stops.filter(({ marked, inView }) => !marked || !inView)).toEqual([]);
  });

  test.for(PAGES)("%s: each chart is read point by point, and spoken", async (name) => {
    await using seen = await visit(pageUrl(name));
    const { page } = seen;
    for (const chart of await page.locator("svg[tabindex]").all()) {
      await chart.focus();
      expect(await chart.getAttribute("aria-label")).toMatch(/\w/u);
      expect(await spoken(page)).toBe("");
      await page.keyboard.press("ArrowRight");
      const first = await spoken(page);
      expect(first).not.toBe("");
      await page.keyboard.press("End");
      await page.keyboard.press("ArrowRight");
      const last = await spoken(page);
      await page.keyboard.press("Home");
      expect(await spoken(page)).toBe(first);
      await page.keyboard.press("ArrowLeft");
      expect(await spoken(page)).toBe(first);
      await page.keyboard.press("End");
      expect(await spoken(page)).toBe(last);
      await page.keyboard.press("Escape");
      expect(await spoken(page)).toBe("");
    }
  });

  test("from the address bar to a table and to another page, without a mouse", async () => {
    await using seen = await visit(pageUrl("overview"));
    const { page } = seen;
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain("To the figures");
    await page.keyboard.press("Enter");
    await tabTo(page, "Table");
    await page.keyboard.press("Enter");
    const table = page.locator("#phases-table table");
    await table.waitFor();
    expect(new URL(page.url()).search).toBe("?tables=phases");
    await page.keyboard.press("Space");
    await table.waitFor({ state: "detached" });
    await page.getByRole("link", { name: "Inference" }).focus();
    await page.keyboard.press("Enter");
    await page.waitForURL("**/inference");
    await seen.settled();
    expect(await page.title()).toContain("inference");
    expect(await page.locator("[aria-current=page]").textContent()).toBe("Inference");
    // focus has not been lost with what was drawn before
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Inference");
    await page.getByRole("radio", { name: "30 days" }).focus();
    await page.keyboard.press("ArrowRight");
    await page.waitForURL("**/inference?last=90d");
  });
});

async function spoken(page: Page): Promise<string> {
  await page.evaluate(
    async () =>
      await new Promise((resolve) => {
        requestAnimationFrame(() => requestAnimationFrame(resolve));
      }),
  );
  const texts = await page.locator(".drawing [role=status]").allTextContents();
  return texts.join("");
}

async function tabTo(page: Page, name: string): Promise<void> {
  for (;;) {
    await page.keyboard.press("Tab");
    const { place, text } = await page.evaluate(() => ({
      place: document.activeElement?.localName,
      text: document.activeElement?.textContent,
    }));
    if (place === "body") throw new Error(`Tab comes to no ${name}`);
    if (text === name) return;
  }
}

/** In the page: names of all that Tab should come to, in the order of the page, and their looks while they have no focus. */
function stopsOf(): readonly string[] {
  const all = [
    ...document.querySelectorAll<HTMLElement>("a[href], button, input, select, textarea, [tabindex='0']"),
  ].filter((element) => element.checkVisibility({ visibilityProperty: true }));
  const stops = all.filter((element) => {
    // a group of radios is one stop
    if (!(element instanceof HTMLInputElement) || element.type !== "radio") return true;
    const group = all.filter(
      (other): other is HTMLInputElement =>
        other instanceof HTMLInputElement && other.type === "radio" && other.name === element.name,
    );
    return element === (group.find(({ checked }) => checked) ?? group[0]);
  });
  const { seen } = Object.assign(globalThis, {
    seen: {
      // a radio's own box is not seen: what stands beside it in its label is
      look: (element: Element): string =>
        [element, ...(element instanceof HTMLInputElement ? (element.parentElement?.children ?? []) : [])]
          .map((one) => {
            const { outlineStyle, outlineWidth, boxShadow, borderColor } = getComputedStyle(one);
            return [outlineStyle, outlineWidth, boxShadow, borderColor].join(" ");
          })
          .join("; "),
      name: (element: Element): string =>
        `${element.localName} ${element.getAttribute("aria-label") ?? element.textContent ?? ""}`.trim(),
      looks: new Map<Element, string>(),
      stops,
    },
  });
  for (const stop of stops) seen.looks.set(stop, seen.look(stop));
  return stops.map((stop) => seen.name(stop));
}

/** In the page: where focus is, after {@link stopsOf}. */
function stopNow(): Stop {
  const { seen } = globalThis as unknown as {
    readonly seen: {
      readonly look: (element: Element) => string;
      readonly name: (element: Element) => string;
      readonly looks: ReadonlyMap<Element, string>;
      readonly stops: readonly Element[];
    };
  };
  const element = document.activeElement;
  if (element === null || element === document.body) return { at: -1, name: "", marked: true, inView: true };
  const box = element.getBoundingClientRect();
  return {
    at: seen.stops.indexOf(element),
    name: seen.name(element),
    marked: seen.look(element) !== seen.looks.get(element),
    inView: box.top < innerHeight && box.bottom > 0 && box.left < innerWidth && box.right > 0,
  };
}
