/**
 * A real ledger with real pages, in a folder of its own: what `gramme serve` starts. Several projects stand in it side by
 * side, each a tenant; the one at the machine is read as its user reads it, the others by keys.
 * @module
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

/** The ledger is an app, and nothing that an app may import: it is looked for when it is wanted. */
const SERVER: string = "@gramme/worker/serve";
const PARTS: string = new URL("../../../worker/src/serve/", import.meta.url).href;

interface Served {
  readonly url: string;
  readonly close: () => Promise<void>;
}

interface ServeModule {
  readonly serve: (options: {
    readonly data: string;
    readonly port: number;
    readonly pages: string;
    readonly variables: Readonly<Record<string, string>>;
    readonly tell: (line: string, level: "error" | "warn" | "info") => void;
  }) => Promise<Served>;
}

/** The book while no ledger is open: for what no door takes, such as a year that is over. */
export interface Book {
  prepare(sql: string): { bind(...values: unknown[]): { run(): Promise<unknown> } };
}

interface Config {
  readonly d1_databases: readonly { readonly migrations_dir: string }[];
}

/** A ledger that tests ask. */
export interface TestLedger {
  readonly url: string;
  /** Folder of the built pages. */
  readonly pages: string;
  /** Asks a door; throws where it refuses. `key` absent: as who sits at the machine. */
  readonly ask: (method: string, path: string, body?: unknown, key?: string) => Promise<unknown>;
  /** A new tenant's key with these scopes. */
  readonly tenant: (id: string) => Promise<string>;
  readonly close: () => Promise<void>;
}

const ROOT_KEY = `gk_root.${"r".repeat(43)}`;
const SCOPES = ["events:write", "runs:write", "read", "admin"];

/**
 * Builds the pages and serves them. Before the ledger opens, `fillBook` is called on the empty book, and `addPages` with the
 * folder of the built pages.
 */
export async function startLedger(
  fillBook?: (book: Book) => Promise<void>,
  addPages?: (folder: string) => void,
): Promise<TestLedger> {
  const folder = mkdtempSync(join(tmpdir(), "gramme-pages-"));
  const pages = join(folder, "pages");
  try {
    const [{ serve }] = await Promise.all([import(SERVER) as Promise<ServeModule>, buildPages(pages)]);
    addPages?.(pages);
    const data = join(folder, "ledger");
    if (fillBook !== undefined) await withBook(data, fillBook);
    const served = await serve({
      data,
      port: 0,
      pages,
      variables: { ADMIN_KEY: ROOT_KEY },
      tell: (line, level) => {
        if (level !== "info") process.stderr.write(`ledger: ${line}\n`);
      },
    });
    const ask = asker(served.url);
    return {
      url: served.url,
      pages,
      ask,
      tenant: async (id) => {
        await ask("POST", "/v1/tenants", { id, name: id }, ROOT_KEY);
        const made = await ask("POST", "/v1/keys", { label: id, scopes: SCOPES, tenant: id }, ROOT_KEY);
        return (made as { readonly key: string }).key;
      },
      close: async () => {
        await served.close();
        rmSync(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

/** The pages as they are deployed, in a folder of their own: a build beside would empty a shared one under the readers. */
async function buildPages(outDir: string): Promise<void> {
  const root = fileURLToPath(new URL("../../", import.meta.url));
  // vite is silent where nothing is wrong
  await build({ root, configFile: join(root, "vite.config.ts"), build: { outDir }, logLevel: "error" });
}

async function withBook(data: string, fill: (book: Book) => Promise<void>): Promise<void> {
  const { wranglerConfig, WORKER_FOLDER } = (await import(`${PARTS}wrangler-config.ts`)) as {
    readonly wranglerConfig: () => Promise<Config>;
    readonly WORKER_FOLDER: string;
  };
  const { bookRuntime } = (await import(`${PARTS}runtime.ts`)) as {
    readonly bookRuntime: (
      config: Config,
      folder: string,
      environment: Readonly<Record<string, string>>,
    ) => {
      readonly runtime: { readonly dispose: () => Promise<void> };
      readonly book: Promise<Book>;
    };
  };
  const { migrateBook } = (await import(`${PARTS}book-migrations.ts`)) as {
    readonly migrateBook: (book: Book, folder: string) => Promise<unknown>;
  };
  const config = await wranglerConfig();
  const { runtime, book } = bookRuntime(config, data, {});
  try {
    await migrateBook(await book, join(WORKER_FOLDER, config.d1_databases[0]?.migrations_dir ?? ""));
    await fill(await book);
  } finally {
    await runtime.dispose();
  }
}

function asker(url: string): TestLedger["ask"] {
  return async (method, path, body, key) => {
    const answer = await fetch(new URL(path, url), {
      method,
      headers: {
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
        ...headersOf(body),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text === "" ? undefined : JSON.parse(text);
  };
}

/** Runs say by a header which they are. */
function headersOf(body: unknown): Readonly<Record<string, string>> {
  const { source } = (body ?? {}) as { readonly source?: Readonly<Record<string, unknown>> };
  if (source === undefined) return {};
  return {
    "idempotency-key": `${String(source["repository"])}/${String(source["run_id"])}/${String(source["run_attempt"])}/-`,
  };
}
