/**
 * Windows of the one browser, each with a context of its own. One that nothing was changed in but what can be put back is
 * used again by the next who asks: a process of its own and the pages' code read anew are half of what a visit costs.
 * @module
 */
import { type Browser, chromium, type Page } from "playwright-core";
import { inject } from "vitest";

/** What a window is like. */
export interface WindowOptions {
  readonly scheme: "light" | "dark";
  /** px */
  readonly width: number;
  readonly script: boolean;
  /** Nobody had it before, and nobody gets it afterwards. */
  readonly ownOnly: boolean;
  /** Go with each request. */
  readonly headers: Readonly<Record<string, string>>;
}

/** A window. */
export interface Window {
  readonly page: Page;
  /** `page.on`, until it is closed. */
  readonly hear: Page["on"];
  readonly close: () => Promise<void>;
}

const HEIGHT_PX = 900;

let connected: Promise<Browser> | undefined;
/** Windows that nobody has just now. */
const spare: Page[] = [];

/** A window in which nothing has been opened, chosen or kept yet. */
export async function openWindow(options: WindowOptions): Promise<Window> {
  const isKept = !options.ownOnly && options.script && process.env["OWN"] === undefined;
  const page = (isKept ? spare.pop() : undefined) ?? (await newWindow(options.script));
  await page.setViewportSize({ width: options.width, height: HEIGHT_PX });
  await page.emulateMedia({ colorScheme: options.scheme, media: null });
  await page.setExtraHTTPHeaders({ ...options.headers });
  const heard: Parameters<Page["on"]>[] = [];
  const hear = ((...one: Parameters<Page["on"]>) => {
    heard.push(one);
    return page.on(...one);
  }) as Page["on"];
  const close = async (): Promise<void> => {
    for (const one of heard) page.off(...one);
    if (isKept && (await isAsNew(page))) spare.push(page);
    else await page.context().close();
  };
  return { page, hear, close };
}

async function newWindow(javaScriptEnabled: boolean): Promise<Page> {
  const { browser, ledger } = inject("shared");
  connected ??= chromium.connect(browser);
  const context = await (
    await connected
  ).newContext({
    baseURL: ledger,
    javaScriptEnabled,
    // far from UTC and from English, neither of which a figure may depend on
    timezoneId: "America/Los_Angeles",
    locale: "de-DE",
  });
  return await context.newPage();
}

/** Leaves what is open, with nothing kept of it. False where that cannot be seen to. */
async function isAsNew(page: Page): Promise<boolean> {
  try {
    for (const other of page.context().pages()) if (other !== page) await other.close();
    await page.unrouteAll({ behavior: "ignoreErrors" });
    await page.evaluate(() => {
      localStorage.clear();
      sessionStorage.clear();
    });
    await page.context().clearCookies();
    await page.goto("about:blank");
    // what is under the mouse looks different
    await page.mouse.move(0, 0);
    return true;
  } catch {
    return false;
  }
}
