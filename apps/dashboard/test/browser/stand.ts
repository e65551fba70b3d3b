/**
 * A process that holds one browser, and one ledger with a few projects in it, for as long as its parent wants them. Apart
 * from the tests, so that the ledger runs as it is: Node reads its sources, and nothing transforms them.
 * @module
 */
import { benchRun } from "../ledger/bench-runs.ts";
import { startLedger, type TestLedger } from "../ledger/served-ledger.ts";
import { fillSmallProject } from "../ledger/small-project.ts";
import { fillSyntheticYear, YEAR } from "../ledger/synthetic-year.ts";
import { startBrowser } from "./chromium.ts";

/** Where tests find what stands. */
export interface Shared {
  /** Of the browser. */
  readonly browser: string;
  /** Of the ledger. */
  readonly ledger: string;
  /** Folder of the built pages. */
  readonly pages: string;
  /** Keys that may read, by project; the one of who sits at the machine wants none. */
  readonly keys: Readonly<Record<"empty" | "one" | "year", string>>;
  /** A public link to the figures of the project at the machine. */
  readonly link: string;
}

const DAY_MS = 86_400_000;
/** How often it is asked whether requests are in the book: shards write up after some seconds. */
const LOOK_MS = 250;

const [ledger, browser] = await Promise.all([startLedger(fillSyntheticYear), startBrowser()]);
const end = async (): Promise<void> => {
  await Promise.all([browser.close(), ledger.close()]);
};
process.once("disconnect", () => void end().finally(() => process.exit()));
try {
  process.send?.(await filled(ledger, browser.wsEndpoint()));
} catch (error) {
  await end();
  throw error;
}

async function filled({ ask, tenant, url, pages }: TestLedger, browserUrl: string): Promise<Shared> {
  const sent = await fillSmallProject({ ask });
  const keys = { empty: await tenant("empty"), one: await tenant("one"), year: await tenant(YEAR) };
  const first = { id: "first-1", at_unix_ms: Date.now(), task: "text-classification", model: "my-model" };
  const events = [{ ...first, timing: "wall", duration_ms: 12 }];
  await ask("POST", "/v1/events", { schema: "gramme/events/1", events }, keys.one);
  for (let n = 0; n < 12; n += 1) await ask("POST", "/v1/runs", benchRun(n, n * 30 * DAY_MS), keys.year);
  const share = (await ask("POST", "/v1/shares", { label: "test", shows: "figures" })) as {
    readonly url: string;
  };
  await counted(ask, sent);
  await counted(ask, 1, keys.one);
  return { browser: browserUrl, ledger: url, pages, keys, link: share.url };
}

/** Waits until so many requests are in figures. */
async function counted(ask: TestLedger["ask"], wanted: number, key?: string): Promise<void> {
  for (;;) {
    const { phases } = (await ask("GET", "/api/summary?last=90d", undefined, key)) as {
      readonly phases: readonly { readonly figures: { readonly inferences: number } }[];
    };
    if (phases.reduce((sum, { figures }) => sum + figures.inferences, 0) >= wanted) return;
    await new Promise((resolve) => {
      setTimeout(resolve, LOOK_MS);
    });
  }
}
