/**
 * Pictures of the pages, for the README: goes through the loop of `npm start`, opens the real pages of its ledger, light
 * and dark, wide and narrow, and writes how each begins to docs/pictures. Some three minutes. `--url URL` takes those of a
 * ledger that is served already, `--out DIR` puts them elsewhere, `--whole` takes whole pages.
 * @module
 */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import chromium from "@sparticuz/chromium";
import { chromium as browsers, type Browser } from "playwright-core";
import { chosenFolder } from "./start/folder.ts";
import { household } from "./start/household.ts";
import { loop } from "./start/loop.ts";

/** Pages, and how high a picture is that ends between two cards of it, px. */
const PAGES = [
  { name: "overview", path: "/", wideHeight: 803 },
  { name: "inference", path: "/inference", wideHeight: 840 },
  { name: "models", path: "/models", wideHeight: 843 },
  { name: "methods", path: "/methods", wideHeight: 745 },
] as const;
const WIDE = 1160;
const NARROW = 390;
const NARROW_HEIGHT = 844;
const SECONDS = 20;

const root = fileURLToPath(new URL("..", import.meta.url));
const { values } = parseArgs({
  options: {
    url: { type: "string" },
    out: { type: "string", default: `${root}docs/pictures` },
    whole: { type: "boolean", default: false },
  },
});

if (values.url === undefined) {
  const stop = new AbortController();
  const home = household(stop);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.once(signal, () => stop.abort(new Error(signal)));
  }
  const above = mkdtempSync(join(tmpdir(), "gramme-pictures-"));
  const folder = chosenFolder(join(above, "start"));
  try {
    const { url } = await loop({
      config: `${root}examples/service/gramme.yml`,
      folder,
      seconds: SECONDS,
      port: 0,
      home,
      signal: stop.signal,
      say: (text) => void process.stderr.write(text),
    });
    await pictures(url);
  } finally {
    await home.end();
    folder.release();
    rmSync(above, { recursive: true, force: true });
  }
} else {
  await pictures(values.url);
}

async function pictures(url: string): Promise<void> {
  mkdirSync(values.out, { recursive: true });
  const browser = await browsers.launch({
    executablePath: await chromium.executablePath(),
    // as root Chromium has no sandbox; the pages are our own
    args: ["--no-sandbox"],
    headless: true,
  });
  try {
    for (const { name, path, wideHeight } of PAGES) {
      for (const scheme of ["light", "dark"] as const) {
        const stem = resolve(values.out, `dashboard-${name}-${scheme}`);
        const shot = { url: `${url}${path}`, scheme };
        await picture(browser, { ...shot, width: WIDE, height: wideHeight, file: `${stem}.png` });
        await picture(browser, { ...shot, width: NARROW, height: NARROW_HEIGHT, file: `${stem}-narrow.png` });
      }
    }
  } finally {
    await browser.close();
  }
}

interface Shot {
  readonly url: string;
  readonly scheme: "light" | "dark";
  /** Of the window, px. */
  readonly width: number;
  readonly height: number;
  readonly file: string;
}

/** One page. Throws where it logs an error, or is wider than its window. */
async function picture(browser: Browser, { url, scheme, width, height, file }: Shot): Promise<void> {
  const page = await browser.newPage({
    viewport: { width, height },
    colorScheme: scheme,
    reducedMotion: "reduce",
  });
  const faults: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(message.text());
  });
  page.on("pageerror", ({ message }) => faults.push(message));
  await page.goto(url, { waitUntil: "networkidle" });
  await page.locator("main h1").waitFor();
  await page.waitForFunction(
    "document.fonts.status === 'loaded' && document.querySelector('.waiting') === null",
  );
  const found = await page.evaluate<number>("document.documentElement.scrollWidth");
  if (found > width) faults.push(`is ${found} px wide`);
  if (faults.length > 0) throw new Error(`${url} at ${width} px, ${scheme}: ${faults.join("; ")}`);
  await page.screenshot({ path: file, fullPage: values.whole });
  process.stderr.write(`${file}\n`);
  await page.close();
}
