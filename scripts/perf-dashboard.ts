/**
 * How soon the first chart stands: our overview against a bare page of uPlot with the same answer of the same ledger, in the
 * same browser, by turns. A synthetic year of a hundred models, read over loopback from the real doors; every visit is of
 * somebody new, with nothing cached. Prints Markdown for docs/benchmarks.md, and ends by itself.
 *
 *   npm run perf:dashboard                 15 rounds
 *   npm run perf:dashboard -- --rounds 5   fewer
 * @module
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { type Browser, chromium } from "playwright-core";
import { startBrowser, whyNoBrowser } from "../apps/dashboard/test/browser/chromium.ts";
import { benchRun } from "../apps/dashboard/test/ledger/bench-runs.ts";
import { startLedger } from "../apps/dashboard/test/ledger/served-ledger.ts";
import { fillSyntheticYear, YEAR } from "../apps/dashboard/test/ledger/synthetic-year.ts";

const { values: options } = parseArgs({ options: { rounds: { type: "string", default: "15" } } });
const ROUNDS = Number(options.rounds);
const DAY_MS = 86_400_000;
/** What our page asks for its first chart. */
const QUESTION = "/api/phases?last=365d&boundary=facility&step=week";

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};
const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** One visit. */
interface Visit {
  /** From the start of the visit to the question whose answer is drawn, ms. */
  readonly askedMs: number;
  /** To its answer, ms. */
  readonly answeredMs: number;
  /** To the paint that shows a chart, ms. */
  readonly chartMs: number;
  /** Sum of layout shifts. */
  readonly shift: number;
  /** Bytes of script over the wire, as they are sent. */
  readonly scriptBytes: number;
}

/** What uPlot's own documentation begins with, fed from the ledger: lines over time, and nothing else. */
const BARE: Readonly<Record<string, string>> = {
  "bare.html": `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>uPlot</title>
<link rel="stylesheet" href="/assets/bare-uplot.css"><script defer src="/assets/bare-uplot.js"></script>
<script defer src="/assets/bare.js"></script></head><body><div id="chart"></div></body></html>`,
  "bare.js": `fetch("${QUESTION}").then((answer) => answer.json()).then(({ points }) => {
  const phases = [...new Set(points.map(({ phase }) => phase))];
  const times = [...new Set(points.map(({ at }) => at))];
  const of = (phase) => new Map(points.filter((one) => one.phase === phase).map(({ at, co2e_g }) => [at, co2e_g?.value]));
  const lines = phases.map(of).map((values) => times.map((at) => values.get(at) ?? null));
  const colours = ["#8a4b08", "#2a7fbf", "#7c6a9c"];
  const series = [{}, ...phases.map((label, n) => ({ label, stroke: colours[n] }))];
  const at = times.map((time) => Date.parse(time) / 1000);
  new uPlot({ width: 1100, height: 280, series }, [at, ...lines], document.getElementById("chart"));
});`,
  "bare-uplot.css": uplot("uPlot.min.css"),
  "bare-uplot.js": uplot("uPlot.iife.min.js"),
};

const why = whyNoBrowser();
if (why !== undefined) throw new Error(why);
const [ledger, server] = await Promise.all([
  // through the same doors as our own pages
  startLedger(fillSyntheticYear, (pages) => {
    for (const [name, text] of Object.entries(BARE)) writeFileSync(join(pages, "assets", name), text);
  }),
  startBrowser(),
]);
try {
  const key = await ledger.tenant(YEAR);
  for (let n = 0; n < 12; n += 1) await ledger.ask("POST", "/v1/runs", benchRun(n, n * 30 * DAY_MS), key);
  const browser = await chromium.connect(server.wsEndpoint());
  say(
    `${cpus().length} cores (${cpus()[0]?.model ?? "unknown"}), load ${loadavg()[0]?.toFixed(1) ?? "?"} at the start; Chromium ${browser.version()}; medians of ${ROUNDS} visits each, by turns.`,
  );
  say(
    "\n| CPU | our overview, ms | bare uPlot, ms | ratio | fastest of each | until asked | until answered | shift |",
  );
  say("|---|---:|---:|---:|---:|---:|---:|---:|");
  let ours: readonly Visit[] = [];
  for (const throttle of [1, 4]) {
    const found = await rounds(browser, key, throttle);
    ours = found.ours;
    const of = (name: "chartMs" | "askedMs" | "answeredMs"): readonly [number, number] => [
      median(found.ours.map((visit) => visit[name])),
      median(found.bare.map((visit) => visit[name])),
    ];
    const [us, them] = of("chartMs");
    const fastest = [found.ours, found.bare].map((visits) =>
      Math.min(...visits.map(({ chartMs }) => chartMs)),
    );
    say(
      `| ${[
        throttle === 1 ? "as it is" : `${throttle} × slower`,
        us.toFixed(0),
        them.toFixed(0),
        (us / them).toFixed(2),
        both([fastest[0] ?? Number.NaN, fastest[1] ?? Number.NaN]),
        both(of("askedMs")),
        both(of("answeredMs")),
        Math.max(...found.ours.map(({ shift }) => shift)),
      ].join(" | ")} |`,
    );
  }
  sizes(ledger.pages, ours[0]?.scriptBytes ?? Number.NaN);
  await browser.close();
} finally {
  await Promise.all([server.close(), ledger.close()]);
}

/** By turns, so that what else runs on the machine falls on both alike. */
async function rounds(
  browser: Browser,
  key: string,
  throttle: number,
): Promise<{ readonly ours: readonly Visit[]; readonly bare: readonly Visit[] }> {
  const found = { ours: [] as Visit[], bare: [] as Visit[] };
  const paths = [
    ["ours", `${ledger.url}/?last=365d`, "#phases rect.bar"],
    ["bare", `${ledger.url}/assets/bare.html`, "#chart canvas"],
  ] as const;
  // the first of each warms the ledger and the disk, and is not counted
  for (let n = -1; n < ROUNDS; n += 1) {
    for (const [name, url, chart] of n % 2 === 0 ? paths : paths.toReversed()) {
      const visit = await visitOf(browser, url, chart, key, throttle);
      if (n >= 0) found[name].push(visit);
    }
  }
  return found;
}

async function visitOf(
  browser: Browser,
  url: string,
  chart: string,
  key: string,
  throttle: number,
): Promise<Visit> {
  const context = await browser.newContext({
    viewport: { width: 1160, height: 900 },
    locale: "en-GB",
    extraHTTPHeaders: { authorization: `Bearer ${key}` },
  });
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send("Emulation.setCPUThrottlingRate", { rate: throttle });
    await page.addInitScript((selector) => {
      const seen = { shift: 0, chartMs: 0 };
      Object.assign(globalThis, { seen });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) seen.shift += (entry as unknown as { value: number }).value;
      }).observe({ type: "layout-shift", buffered: true });
      // a frame with the chart in it has been handed to the screen when the next one begins
      const look = (): void => {
        if (document.querySelector(selector) === null) requestAnimationFrame(look);
        else {
          requestAnimationFrame(() => {
            seen.chartMs = performance.now();
          });
        }
      };
      requestAnimationFrame(look);
    }, chart);
    await page.goto(url);
    await page.waitForFunction(
      () => (globalThis as unknown as { seen: { chartMs: number } }).seen.chartMs > 0,
    );
    return await page.evaluate(() => {
      const { seen } = globalThis as unknown as { seen: { shift: number; chartMs: number } };
      const scripts = performance
        .getEntriesByType("resource")
        .filter(({ name }) => name.endsWith(".js"))
        .map((entry) => (entry as PerformanceResourceTiming).encodedBodySize);
      const [asked] = performance
        .getEntriesByType("resource")
        .filter(({ name }) => name.includes("/api/phases"))
        .map((entry) => entry as PerformanceResourceTiming);
      const { startTime: askedMs = Number.NaN, responseEnd: answeredMs = Number.NaN } = asked ?? {};
      return { ...seen, askedMs, answeredMs, scriptBytes: scripts.reduce((sum, bytes) => sum + bytes, 0) };
    });
  } finally {
    await context.close();
  }
}

function sizes(pages: string, scriptBytes: number): void {
  const folder = join(pages, "assets");
  const own = readdirSync(folder).filter((name) => !(name in BARE));
  const files = own.map((name) => {
    const bytes = readFileSync(join(folder, name));
    return { name, bytes: bytes.length, gzipped: gzipSync(bytes, { level: 9 }).length };
  });
  const sum = (ending: string, of: "bytes" | "gzipped"): string =>
    (
      files.filter(({ name }) => name.endsWith(ending)).reduce((total, file) => total + file[of], 0) / 1000
    ).toFixed(1);
  say("\n| | kB gzipped | kB |");
  say("|---|---:|---:|");
  say(`| all script | ${sum(".js", "gzipped")} | ${sum(".js", "bytes")} |`);
  for (const { name, bytes, gzipped } of files.filter(({ name: one }) => one.endsWith(".js"))) {
    say(
      `| ${name.replace(/-[\w-]{8}\.js$/u, ".js")} | ${(gzipped / 1000).toFixed(1)} | ${(bytes / 1000).toFixed(1)} |`,
    );
  }
  say(`| all style | ${sum(".css", "gzipped")} | ${sum(".css", "bytes")} |`);
  say(`| font | | ${sum(".woff2", "bytes")} |`);
  say(`\nThe overview fetched ${(scriptBytes / 1000).toFixed(1)} kB of script as it was sent.`);
}

function uplot(name: string): string {
  return readFileSync(fileURLToPath(new URL(`../node_modules/uplot/dist/${name}`, import.meta.url)), "utf8");
}

function both([a, b]: readonly [number, number]): string {
  return `${a.toFixed(0)} / ${b.toFixed(0)}`;
}
