/**
 * The main job, `npm start`: the whole loop on this machine, then serves what it found until it is stopped.
 * @module
 */
import { constants } from "node:os";
import { relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { GrammeError } from "@gramme/core";
import { UserError } from "@gramme/bench";
import { chosenFolder, usualFolder } from "./start/folder.ts";
import { household } from "./start/household.ts";
import { loop, type Loop } from "./start/loop.ts";
import { StartError } from "./start/start-error.ts";

const HELP = `npm start -- [--once] [--seconds S] [--port P] [--folder DIR] [--config FILE]

Measures examples/service on this machine, starts a ledger, serves the tasks metered, sends them real requests, prints
what all of it emits, and serves until it is stopped.

  --once         ends where it would serve on
  --seconds S    how long requests are sent; 10 when not said, and three of each task at least
  --port P       port of the ledger; 8787, or any other where that is in use, when not said
  --folder DIR   an empty folder that keeps the run and its ledger; .gramme/start, which the next start empties, when not said
  --config FILE  another gramme.yml, of tasks that the service has
`;

const root = fileURLToPath(new URL("..", import.meta.url));

/** A second Ctrl-C does not wait; npm and a terminal send one of them several times. */
const ONE_STOP_MS = 500;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      once: { type: "boolean", default: false },
      seconds: { type: "string", default: "10" },
      port: { type: "string" },
      folder: { type: "string" },
      config: { type: "string", default: `${root}examples/service/gramme.yml` },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const seconds = number("--seconds", values.seconds, 3600);
  const port = values.port === undefined ? undefined : number("--port", values.port, 65_535);
  const stop = new AbortController();
  const home = household(stop);
  let stoppedMs: number | undefined;
  onStop((exitCode) => {
    const nowMs = performance.now();
    stoppedMs ??= nowMs;
    if (nowMs - stoppedMs > ONE_STOP_MS) {
      home.kill();
      process.exit(exitCode);
    }
    stop.abort(new StartError("stopped", exitCode));
  });

  const isUsual = values.folder === undefined;
  const folder = isUsual ? usualFolder(`${root}.gramme/start`) : chosenFolder(resolve(values.folder ?? ""));
  try {
    const options = { config: resolve(values.config), folder, seconds, port, home, signal: stop.signal };
    const done = await loop({ ...options, say: (text) => void process.stderr.write(text) });
    process.stdout.write(`${done.report}\n`);
    const inside = relative(process.cwd(), folder.path);
    const path = inside.startsWith("..") ? folder.path : inside;
    if (values.once) {
      process.stdout.write(`The pages of it: npx gramme serve --data ${path}/ledger\n`);
      return 0;
    }
    process.stdout.write(welcome(done, path, isUsual));
    await ended(stop.signal);
    // whoever asked it to serve until it is stopped has stopped it; a ledger that ends by itself is another matter
    if (stoppedMs === undefined) throw stop.signal.reason;
    return 0;
  } catch (error) {
    // what is under way when something ends fails too: the end was first
    throw stop.signal.aborted ? stop.signal.reason : error;
  } finally {
    await home.end();
    folder.release();
  }
}

function welcome({ url, service }: Loop, path: string, isUsual: boolean): string {
  const kept = isUsual
    ? `The next start empties ${path}; npm start -- --folder DIR keeps what it finds.`
    : `${path} keeps it: npx gramme serve --data ${path}/ledger`;
  return `  the pages    ${url}
  the service  ${service}/tasks
  more of it   npm run client -w @gramme/example-service -- --service ${service}

Ctrl-C ends both. ${kept}
`;
}

async function ended(signal: AbortSignal): Promise<void> {
  const { promise, resolve: end } = Promise.withResolvers<void>();
  if (signal.aborted) end();
  signal.addEventListener("abort", () => end(), { once: true });
  return promise;
}

/** Hears whatever means the end: a signal, or that whoever started this is gone. */
function onStop(stop: (exitCode: number) => void): void {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => stop(128 + constants.signals[signal]));
  }
  process.once("disconnect", () => stop(128 + constants.signals.SIGHUP));
  process.channel?.unref();
}

function number(option: string, text: string, most: number): number {
  if (/^\d+$/u.test(text) && Number(text) <= most) return Number(text);
  throw new StartError(`${option} wants a whole number from 0 to ${most}, found ${text}`, 2);
}

/** Says what ended it in a line; a bug keeps its stack. */
function told(error: unknown): number {
  if (error instanceof StartError || error instanceof UserError) {
    process.stderr.write(`npm start: ${error.message}\n`);
    return error.exitCode;
  }
  if (
    error instanceof GrammeError ||
    (error as { readonly code?: string }).code?.startsWith("ERR_PARSE_ARGS")
  ) {
    process.stderr.write(`npm start: ${(error as Error).message}\n`);
    return 2;
  }
  process.stderr.write(
    `npm start: this is a bug, please report it\n${(error as Error).stack ?? String(error)}\n`,
  );
  return 70;
}

process.exitCode = await main().catch(told);
