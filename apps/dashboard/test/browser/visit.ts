/**
 * A visit of a page by somebody new, and all that went wrong in it.
 * @module
 */
import type { BrowserContext, Page as BrowserPage } from "playwright-core";
import { inject } from "vitest";
import type { Shared } from "./stand.ts";
import { openWindow } from "./window.ts";

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

/** Opens a page, and waits until it is drawn. */
export async function visit(path: string, visitor: Visitor = {}): Promise<Visit> {
  const { ledger, keys } = inject("shared");
  const { project = "local", scheme = "light", width = 1160, script = true, before } = visitor;
  const { page, hear, close } = await openWindow({
    scheme,
    width,
    script,
    // routes, clocks and scripts stay with a window
    ownOnly: before !== undefined,
    headers: project === "local" ? {} : { authorization: `Bearer ${keys[project]}` },
  });
  const wrong: string[] = [];
  const answers = new Map<string, unknown>();
  const open = new Set<unknown>();
  hear("pageerror", (error) => wrong.push(`error: ${error.message}`));
  hear("console", (message) => {
    if (["error", "warning"].includes(message.type())) wrong.push(`${message.type()}: ${message.text()}`);
  });
  hear("dialog", (dialog) => {
    wrong.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  hear("request", (request) => {
    const { origin, protocol } = new URL(request.url());
    if (protocol.startsWith("http") && origin !== ledger) wrong.push(`asked elsewhere: ${request.url()}`);
    if (request.url().includes("/api/")) open.add(request);
  });
  hear("requestfailed", (request) => open.delete(request));
  hear("requestfinished", (request) => {
    void (async () => {
      const response = await request.response();
      const { pathname, search } = new URL(request.url());
      if (response !== null && pathname.startsWith("/api/") && response.ok()) {
        answers.set(pathname + search, await response.json().catch(() => undefined));
      }
    })().finally(() => open.delete(request));
  });
  await before?.(page, page.context());
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
    [Symbol.asyncDispose]: close,
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
