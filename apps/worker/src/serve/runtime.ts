/**
 * workerd with the Worker in it, through miniflare.
 * @module
 */
import { Log, LogLevel, Miniflare, type MiniflareOptions } from "miniflare";
import { PAGES, pagesWorker } from "./pages-worker.ts";
import { OUTBOUND, outboundWorker } from "./outbound.ts";
import type { WranglerConfig } from "./wrangler-config.ts";

/** The book, as miniflare hands it out. */
export type D1Database = Awaited<ReturnType<Miniflare["getD1Database"]>>;

/** A line for people, and how much it matters. */
export type Tell = (line: string, level: "error" | "warn" | "info") => void;

/** What a runtime is started with. */
export interface RuntimeOptions {
  readonly config: WranglerConfig;
  /** Absolute path of the data folder. */
  readonly folder: string;
  /** Variables and secrets over those of the configuration. */
  readonly variables: Readonly<Record<string, string>>;
  readonly privateOrigins: readonly string[];
  /** Code of the Worker. */
  readonly code: string;
  /** Absolute path of the built pages; none where they could not be built. */
  readonly pages: string | undefined;
  /** Loopback port; 0 for one that is free. */
  readonly port: number;
  /** Environment of workerd's process. */
  readonly environment: Readonly<Record<string, string>>;
  readonly tell: Tell;
  /** workerd died, and is up again, on the same port. */
  readonly onRestart: () => void;
  /** workerd died, and did not come up again. */
  readonly onDown: (error: Error) => void;
}

/** Hears what miniflare would print. */
class RuntimeLog extends Log {
  readonly #tell: Tell;
  readonly #onDown: (error: Error) => void;

  constructor(tell: Tell, onDown: (error: Error) => void) {
    super(LogLevel.WARN);
    this.#tell = tell;
    this.#onDown = onDown;
  }

  override logWithLevel(level: LogLevel, message: string): void {
    // a crash is told by whoever counts them
    if (level > LogLevel.WARN || message.includes("crashed unexpectedly")) return;
    this.#tell(message, level === LogLevel.WARN ? "warn" : "error");
  }

  override error(error: Error): void {
    if ((error as { readonly code?: unknown }).code === "ERR_RUNTIME_FAILURE") this.#onDown(error);
    else this.#tell(error.message, "error");
  }
}

/** What every workerd of ours has: loopback only, nothing told to anybody, nothing asked of the internet. */
function frugal(folder: string, environment: Readonly<Record<string, string>>) {
  return {
    host: "127.0.0.1",
    port: 0,
    cf: false,
    enableDevRegistry: false,
    telemetry: { enabled: false },
    logRequests: false,
    resourcePersistencePath: folder,
    unsafeRuntimeEnv: { ...environment },
  };
}

/** workerd with the whole ledger in it. Miniflare starts it anew when it dies. */
export function ledgerRuntime(options: RuntimeOptions): Miniflare {
  const { config, code, pages, tell } = options;
  const [book] = config.d1_databases;
  const variables = { ...config.vars, ...options.variables };
  const env = Object.fromEntries([
    ...Object.entries(variables).map(([name, value]) => [name, { type: "text" as const, value }] as const),
    ...config.durable_objects.bindings.map(
      ({ name, class_name }) =>
        [name, { type: "durable-object" as const, worker: config.name, exportName: class_name }] as const,
    ),
    ...(pages === undefined
      ? []
      : [[config.assets.binding, { type: "worker" as const, worker: PAGES }] as const]),
    ...(book === undefined ? [] : [[book.binding, { type: "d1" as const, id: book.database_id }] as const]),
  ]);
  const classes = config.migrations.flatMap(({ new_sqlite_classes }) => new_sqlite_classes);
  const runtime: MiniflareOptions = {
    ...frugal(options.folder, options.environment),
    log: new RuntimeLog(tell, options.onDown),
    handleStructuredLogs: ({ level, message }) => {
      tell(message, level === "error" || level === "warn" ? level : "info");
    },
    unsafeHandleRuntimeRestart: options.onRestart,
    workers: [
      {
        config: {
          name: config.name,
          compatibilityDate: config.compatibility_date,
          compatibilityFlags: config.compatibility_flags,
          env,
          exports: Object.fromEntries(
            classes.map((name) => [name, { type: "durable-object" as const, storage: "sqlite" as const }]),
          ),
          manifest: {
            mainModule: "worker.js",
            modules: { "worker.js": { type: "esm" as const, contents: code } },
          },
        },
        dev: {
          outboundService: { type: "worker", worker: OUTBOUND },
          // past miniflare's own front, which knows paths and headers that are nothing to do with a ledger
          unsafeDirectSockets: [{ host: "127.0.0.1", port: options.port }],
        },
      },
      outboundWorker(options.privateOrigins, config.compatibility_date),
      ...(pages === undefined ? [] : [pagesWorker(pages, config.compatibility_date)]),
    ],
  };
  return withoutSignals(runtime);
}

/** Miniflare ends the process on a signal, with whatever is under way; what a signal means is for the command to say. */
function withoutSignals(options: MiniflareOptions): Miniflare {
  const before = new Map(SIGNALS.map((signal) => [signal, process.listeners(signal)]));
  const runtime = new Miniflare(options);
  for (const signal of SIGNALS) {
    for (const listener of process.listeners(signal)) {
      if (before.get(signal)?.includes(listener) === false) process.off(signal, listener);
    }
  }
  return runtime;
}

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** workerd with the book alone and no door to it: for its migrations. */
export function bookRuntime(
  config: WranglerConfig,
  folder: string,
  environment: Readonly<Record<string, string>>,
): { readonly runtime: Miniflare; readonly book: Promise<D1Database> } {
  const [book] = config.d1_databases;
  const runtime = withoutSignals({
    ...frugal(folder, environment),
    log: new RuntimeLog(
      () => undefined,
      () => undefined,
    ),
    workers: [
      {
        config: {
          name: "book",
          compatibilityDate: config.compatibility_date,
          env: { BOOK: { type: "d1", id: book?.database_id ?? "" } },
          manifest: {
            mainModule: "book.js",
            modules: { "book.js": { type: "esm", contents: "export default {};" } },
          },
        },
      },
    ],
  });
  return { runtime, book: runtime.getD1Database("BOOK") };
}
