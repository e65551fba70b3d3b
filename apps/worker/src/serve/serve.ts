/**
 * The whole ledger on one machine: the code that runs at the edge, in the runtime that runs there, its data in a folder.
 * @module
 */
import { join } from "node:path";
import { bundled } from "./bundle.ts";
import { migrateBook } from "./book-migrations.ts";
import { keepHourly } from "./chores.ts";
import { openDataFolder } from "./data-folder.ts";
import { builtPages } from "./pages.ts";
import { originsOf } from "./outbound.ts";
import { assertFree } from "./port.ts";
import { bookRuntime, type Tell } from "./runtime.ts";
import { keepUp } from "./keep-up.ts";
import { previousRuntimeGone, startWatch } from "./watchdog.ts";
import { WORKER_FOLDER, wranglerConfig } from "./wrangler-config.ts";

export { ServeError } from "./serve-error.ts";
export type { Tell } from "./runtime.ts";

/** How to serve a ledger. */
export interface ServeOptions {
  /** Folder of the data, made where it is missing; `.gramme/ledger` when not said. */
  readonly data?: string;
  /** Port on 127.0.0.1; 8787 when not said, 0 for one that is free. */
  readonly port?: number;
  /** Origins that gateway routes may use though they are plain or private: `http://127.0.0.1:11434`. */
  readonly upstreams?: readonly string[];
  /** Folder of built pages; built from their sources when not said. */
  readonly pages?: string;
  /** Variables and secrets of the Worker, by name: `ELECTRICITYMAPS_TOKEN`, `UPSTREAM_…`. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Hears what happens: a warning, an error of the Worker's, a runtime that had to be started anew. */
  readonly tell?: Tell;
}

/** A ledger that is being served. */
export interface Served {
  /** `http://127.0.0.1:8787`, without a slash at its end. Stays the same while it is served. */
  readonly url: string;
  /** Absolute path of the data folder. */
  readonly data: string;
  /** Process id of workerd, where it runs just now. */
  readonly runtimePid: () => number | undefined;
  /** Lets what was begun finish, for some seconds, and ends. */
  readonly close: () => Promise<void>;
}

/** Folder of the data when none is said. */
export const DEFAULT_DATA = join(".gramme", "ledger");
/** Port when none is said. */
export const DEFAULT_PORT = 8787;

/**
 * Serves a ledger on the loopback interface until it is closed. What is acked is in the folder, whichever process dies
 * how: workerd that dies is started anew on the same port; where this process dies, workerd ends with it.
 * Throws a `ServeError`, one line that says what to do, where it cannot start.
 */
export async function serve(options: ServeOptions = {}): Promise<Served> {
  const tell = options.tell ?? ((): void => undefined);
  const privateOrigins = originsOf(options.upstreams ?? []);
  const port = options.port ?? DEFAULT_PORT;
  const config = await wranglerConfig();
  await assertFree(port);
  const folder = openDataFolder(options.data ?? DEFAULT_DATA);
  let undo = (): void => folder.release();
  try {
    await previousRuntimeGone(folder.path);
    const watch = startWatch(folder.path);
    undo = () => {
      watch.end();
      folder.release();
    };
    const book = bookRuntime(config, folder.path, watch.environment);
    try {
      await migrateBook(await book.book, join(WORKER_FOLDER, config.d1_databases[0]?.migrations_dir ?? ""));
    } finally {
      await book.runtime.dispose();
    }
    const ledger = await keepUp({
      config,
      code: await bundled(config),
      pages: options.pages ?? (await builtPages(config, tell)),
      folder: folder.path,
      variables: {
        ...options.variables,
        ACCESS: "loopback",
        ...(privateOrigins.length === 0 ? {} : { PRIVATE_UPSTREAMS: privateOrigins.join(",") }),
      },
      privateOrigins,
      port,
      environment: watch.environment,
      tell,
    });
    folder.announce(ledger.url);
    const endChores = keepHourly(config.triggers.crons, ledger.scheduled, tell);
    let closing: Promise<void> | undefined;
    return {
      url: ledger.url,
      data: folder.path,
      runtimePid: watch.runtimePid,
      close: async () => {
        closing ??= (async () => {
          endChores();
          await ledger.close(watch.drain);
          undo();
        })();
        await closing;
      },
    };
  } catch (error) {
    undo();
    throw error;
  }
}
