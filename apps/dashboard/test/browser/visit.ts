/**
 * A visit of a page by somebody new: a context of its own in the one browser, and all that went wrong in it.
 * @module
 */
import { type Browser, type BrowserContext, chromium, type Page as BrowserPage } from "playwright-core";
import { inject } from "vitest";
import type { Shared } from "./stand.ts";

/** Whose pages. */
export type Project = "local" | keyof Shared["keys"];

/** Who visits, and with what. */
export interface Visitor {
  /** The project at the machine when not said. */
  readonly project?: Project;
  readonly scheme?: "light" | "dark";
  /** px of the window; 1160 when not said. */
  readonly width?: number;
  readonly script?: boolean;
  /** Is done before the page is asked for: routes, clocks, scripts. */
  readonly before?: (page: BrowserPage, context: BrowserContext) => Promise<void>;
}

/** A visit. Ends with its scope. */
export interface Visit extends AsyncDisposable {
  readonly page: BrowserPage;
  /** What a visitor should never meet: errors of scripts, what the policy forbids, requests elsewhere, refusals. */
  readonly wrong: string[];
  /** Answers of the ledger to this page, by path and query. */
  readonly answers: Map<string, unknown>;
  /** Waits until every answer that the page wants is drawn. */
  readonly settled: () => Promise<void>;
}

let connected: Promise<Browser> | undefined;

/** Opens a page, and waits until it is drawn. */
export async function visit(path: string, visitor: Visitor = {}): Promise<Visit> {
  const shared = inject("shared") as Shared | undefined;
  if (shared === undefined)
    throw new Error("there is no browser and no ledger; why, stands at the beginning");
  const { browser, ledger, keys } = shared;
  const { project = "local", scheme = "light", width = 1160, script = true } = visitor;
  connected ??= chromium.connect(browser);
  const context = await (
    await connected
  ).newContext({
    baseURL: ledger,
    viewport: { width, height: 900 },
    colorScheme: scheme,
    javaScriptEnabled: script,
    // far from UTC and from English, neither of which a figure may depend on
    timezoneId: "America/Los_Angeles",
    locale: "de-DE",
    ...(project === "local" ? {} : { extraHTTPHeaders: { authorization: `Bearer ${keys[project]}` } }),
  });
  const page = await context.newPage();
  const wrong: string[] = [];
  const answers = new Map<string, unknown>();
  const open = new Set<unknown>();
  page.on("pageerror", (error) => wrong.push(`error: ${error.message}`));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) wrong.push(`${message.type()}: ${message.text()}`);
  });
  page.on("dialog", (dialog) => {
    wrong.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("request", (request) => {
    const { origin, protocol } = new URL(request.url());
    if (protocol.startsWith("http") && origin !== ledger) wrong.push(`asked elsewhere: ${request.url()}`);
    if (request.url().includes("/api/")) open.add(request);
  });
  page.on("requestfailed", (request) => open.delete(request));
  page.on("requestfinished", (request) => {
    void (async () => {
      const response = await request.response();
      const { pathname, search } = new URL(request.url());
      if (response !== null && pathname.startsWith("/api/") && response.ok()) {
        answers.set(pathname + search, await response.json().catch(() => undefined));
      }
    })().finally(() => open.delete(request));
  });
  await visitor.before?.(page, context);
  const settled = async (): Promise<void> => {
    for (;;) {
      await page.waitForFunction(isDrawn);
      // what was drawn may have asked for more
      await page.evaluate(twoFrames);
      if (open.size === 0 && (await page.evaluate(isDrawn))) return;
    }
  };
  await page.goto(path);
  if (script) await settled();
  return {
    page,
    wrong,
    answers,
    settled,
    [Symbol.asyncDispose]: async () => {
      await context.close();
    },
  };
}

/** In the page: whether nothing is awaited. */
function isDrawn(): boolean {
  const main = document.querySelector("main");
  return (
    main !== null &&
    main.querySelector("h1, [role=alert]") !== null &&
    document.querySelector(".waiting") === null &&
    document.fonts.status === "loaded"
  );
}

/** In the page: until what was changed is painted. */
async function twoFrames(): Promise<void> {
  await new Promise((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(resolve));
  });
}
