/** What pages say where something is wrong: never nothing, never an old number as if it were new. @module */
import type { Page, Route } from "playwright-core";
import { expect, inject, test } from "vitest";
import { inBrowser } from "./browser/in-browser.ts";
import { visit, type Visitor } from "./browser/visit.ts";
import { NO_WORDS, PAGES, pageUrl } from "./pages.ts";

/** A figure as pages print them, with its unit. */
const FIGURE = /\d\s?(?:[µmk]?g|[mk]?t|[µmkMGT]?Wh|m?L)\b/u;
const HOUR_MS = 3_600_000;

const answers =
  (how: (route: Route) => Promise<void>): NonNullable<Visitor["before"]> =>
  async (page) => {
    await page.route("**/api/**", how);
  };

/** Ways in which a ledger fails, and words that tell each: what happened, and what to do. */
const FAILURES: readonly { readonly says: RegExp; readonly how: (route: Route) => Promise<void> }[] = [
  { says: /cannot be reached.*gramme serve/su, how: async (route) => await route.abort() },
  {
    says: /not of the form.*reload/su,
    how: async (route) => await route.fulfill({ json: { schema: "gramme/other/9" } }),
  },
  {
    says: /not a ledger.*proxy/su,
    how: async (route) => await route.fulfill({ contentType: "text/html", body: "<h1>Sign in</h1>" }),
  },
  {
    says: /does not know who you are: no key.*link/su,
    how: async (route) =>
      await route.fulfill({ status: 401, json: { title: "unauthenticated", detail: "no key" } }),
  },
  {
    says: /refused: it broke.*log/su,
    how: async (route) =>
      await route.fulfill({ status: 500, json: { title: "internal", detail: "it broke" } }),
  },
];

inBrowser("trouble", () => {
  test.for(PAGES)("%s says why there are no figures, and shows them once there are", async (name) => {
    let fails = FAILURES[0]?.how;
    await using seen = await visit(pageUrl(name), {
      before: answers(async (route) => await (fails?.(route) ?? route.continue())),
    });
    const { page } = seen;
    for (const { says, how } of FAILURES) {
      fails = how;
      const again = page.getByRole("button", { name: "Ask again" }).first();
      await again.click();
      await page.getByRole("alert").filter({ hasText: says }).first().waitFor();
      await seen.settled();
      const text = await page.locator("main").innerText();
      expect(text).toMatch(says);
      expect(text).not.toMatch(FIGURE);
      expect(text).not.toMatch(NO_WORDS);
    }
    fails = undefined;
    await page.getByRole("button", { name: "Ask again" }).first().click();
    await page.locator(".trouble").first().waitFor({ state: "detached" });
    await seen.settled();
    expect(await page.locator("h1").innerText()).not.toBe("");
  });

  test.for(PAGES)("%s: figures that cannot be renewed are told to be old", async (name) => {
    await using seen = await visit(pageUrl(name), {
      before: async (page) => {
        await page.clock.install();
      },
    });
    const { page } = seen;
    const before = await page.locator("h1").innerText();
    await page.route("**/api/**", async (route) => await route.abort());
    await page.clock.fastForward(61_000);
    await page.locator(".stale").first().waitFor();
    expect(await page.locator(".stale").first().innerText()).toMatch(
      /old: they are of .* UTC\. The ledger cannot/u,
    );
    expect(await page.locator("h1").innerText()).toBe(before);
    await page.unroute("**/api/**");
    await page.clock.fastForward(61_000);
    await page.locator(".stale").first().waitFor({ state: "detached" });
  });

  test("a page whose code cannot be fetched says so", async () => {
    await using seen = await visit(pageUrl("overview"), {
      before: async (page) => {
        await page.route("**/assets/inference*.js", async (route) => await route.abort());
      },
    });
    await seen.page.getByRole("link", { name: "Inference" }).click();
    await seen.page.locator(".trouble").waitFor();
    expect(await seen.page.getByRole("alert").innerText()).toMatch(/code could not be fetched/u);
  });

  test("a part that cannot be drawn says so, and the others stand", async () => {
    await using seen = await visit(pageUrl("effects"), {
      before: async (page) => {
        // some browsers let no page draw on a canvas, by which texts are measured
        await page.addInitScript(() => {
          CanvasRenderingContext2D.prototype.measureText = () => {
            throw new Error("no canvas");
          };
        });
      },
    });
    const { page, wrong } = seen;
    expect(await page.getByRole("alert").first().innerText()).toMatch(
      /could not be drawn: no canvas[\s\S]*report/u,
    );
    expect(await page.locator("#consequences").count()).toBe(1);
    await page.getByRole("link", { name: "Commits" }).click();
    await seen.settled();
    expect(await page.locator("#list").count()).toBe(1);
    expect(wrong.filter((one) => !one.startsWith("error: Error: no canvas"))).toEqual([]);
  });

  test.for([
    ["3 hours ahead of", 3 * HOUR_MS],
    ["49 years behind", -49 * 365.25 * 24 * HOUR_MS],
  ] as const)("a clock %s the ledger's is told", async ([off, offMs]) => {
    await using seen = await visit(pageUrl("overview"), {
      before: async (page) => {
        await page.clock.setFixedTime(Date.now() + offMs);
      },
    });
    expect(await seen.page.locator("main").innerText()).toContain(`clock is ${off} the ledger's`);
  });

  test("storage that is blocked hides nothing, and colours can still be chosen", async () => {
    await using seen = await visit(pageUrl("overview"), {
      before: async (page) => {
        await page.addInitScript(() => {
          Object.defineProperty(globalThis, "localStorage", {
            get: () => {
              throw new DOMException("denied", "SecurityError");
            },
          });
        });
      },
    });
    const { page, wrong } = seen;
    expect(await page.locator("h1").innerText()).not.toBe("");
    const light = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const button = page.getByRole("button", { name: /^Colours/u });
    await button.click();
    await button.click();
    await page.waitForFunction((before) => getComputedStyle(document.body).backgroundColor !== before, light);
    expect(wrong).toEqual([]);
  });

  test("colours that were chosen are there at the next visit", async () => {
    await using seen = await visit(pageUrl("overview"), { scheme: "dark" });
    const { page } = seen;
    await page.getByRole("button", { name: /^Colours/u }).click();
    await page.goto(pageUrl("methods"));
    await seen.settled();
    expect(await page.getByRole("button", { name: "Colours: light" }).count()).toBe(1);
  });

  test.for([
    ["?last=3y", /last=3y is none of/u],
    ["?from=2026-02-30&to=2026-03-01", /2026-02-30 is no date/u],
    ["?from=2026-03-02&to=2026-03-01", /before it starts/u],
    ["?at=moon", /at=moon is none of/u],
    ["?zone=XX", /zone is nothing that a page knows/u],
  ] as const)("%s is said in words, and the rest is shown", async ([query, says]) => {
    await using seen = await visit(`/${query}`);
    expect(await seen.page.getByRole("alert").first().innerText()).toMatch(says);
    expect(await seen.page.locator("h1").innerText()).toMatch(FIGURE);
    expect(seen.wrong).toEqual([]);
  });

  test("a time that the ledger refuses is said in its words", async () => {
    await using seen = await visit("/?from=2011-01-01&to=2026-01-01");
    expect(await seen.page.getByRole("alert").first().innerText()).toMatch(
      /refused: .*3700 days[\s\S]*another time/u,
    );
  });

  test("a project that a link does not open is said", async () => {
    const link = inject("shared").link.replace(/gk_[^.]*/u, "gk_nobody");
    await using seen = await visit(link);
    expect(await seen.page.getByRole("alert").innerText()).toMatch(
      /link opens nothing[\s\S]*ask who gave it/u,
    );
    expect(await seen.page.locator("main").innerText()).not.toMatch(FIGURE);
  });

  test("without script, the page says where the figures are", async () => {
    await using seen = await visit(pageUrl("overview"), { script: false });
    expect(await textWithoutScript(seen.page)).toContain("/api/summary?format=csv");
  });
});

async function textWithoutScript(page: Page): Promise<string> {
  return await page.locator("noscript").innerText();
}
