/** `gramme serve`: the ledger on this machine. @module */
import { relative } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import { EXIT, UserError } from "../../config/user-error.ts";
import { holdSignals } from "../../process/at-exit.ts";

/** What serves a ledger: an app, so it is looked for when it is wanted, and not imported. */
const SERVER: string = "@gramme/worker/serve";

interface ServeModule {
  serve(options: {
    readonly data?: string;
    readonly port?: number;
    readonly upstreams: readonly string[];
    readonly variables: Readonly<Record<string, string>>;
    readonly tell: (line: string, level: "error" | "warn" | "info") => void;
  }): Promise<{ readonly url: string; readonly data: string; readonly close: () => Promise<void> }>;
}

interface Options {
  readonly data?: string;
  readonly port?: number;
  readonly upstream: readonly string[];
  readonly json?: boolean;
}

/** The Worker's secrets and settings that may stand in the environment. */
const VARIABLE =
  /^(?:ADMIN_KEY|PUBLIC_ORIGIN|ELECTRICITYMAPS_TOKEN|UK_CARBON_INTENSITY|UPSTREAM_[A-Z0-9_]+)$/u;

function portNumber(text: string): number {
  const port = Number(text);
  if (!/^\d+$/u.test(text) || port > 65_535) throw new InvalidArgumentError("wants 0 to 65535");
  return port;
}

/** The command. */
export function serveCommand(): Command {
  return new Command("serve")
    .description("serve a ledger on this machine: it counts what gramme push and meters send; Ctrl-C ends it")
    .option("--data <folder>", "where it keeps what it counts (default: .gramme/ledger)")
    .option("--port <port>", "port on 127.0.0.1; 0 for one that is free (default: 8787)", portNumber)
    .option(
      "--upstream <origin...>",
      "private origins that gateway routes may use: http://127.0.0.1:11434",
      [],
    )
    .option("--json", "print one line of JSON once it serves: url, data")
    .addHelpText(
      "after",
      `
Only this machine can reach it, so it asks nobody for a key. From the environment it takes ELECTRICITYMAPS_TOKEN
and UK_CARBON_INTENSITY (live grids), UPSTREAM_… (keys of gateway upstreams), ADMIN_KEY and PUBLIC_ORIGIN.`,
    )
    .action(async (options: Options) => {
      const module = await server();
      const stop = Promise.withResolvers<void>();
      let asked = 0;
      const release = holdSignals(() => {
        asked += 1;
        // whoever asks twice does not want to wait
        if (asked > 1) process.exit(130);
        stop.resolve();
      });
      try {
        const served = await started(module, options);
        process.stdout.write(
          options.json === true
            ? `${JSON.stringify({ url: served.url, data: served.data })}\n`
            : welcome(served.url, relative(process.cwd(), served.data) || "."),
        );
        await stop.promise;
        await served.close();
      } finally {
        release();
      }
    });
}

async function server(): Promise<ServeModule> {
  try {
    import.meta.resolve(SERVER);
  } catch (error) {
    throw new UserError(
      "serving a ledger wants the package @gramme/worker beside this one; inside the repository, `npm install` brings it",
      EXIT.ledger,
      { cause: error },
    );
  }
  return (await import(SERVER)) as ServeModule;
}

async function started(
  module: ServeModule,
  { data, port, upstream }: Options,
): ReturnType<ServeModule["serve"]> {
  const variables = Object.entries(process.env).filter(
    (entry): entry is [string, string] => VARIABLE.test(entry[0]) && entry[1] !== undefined,
  );
  try {
    return await module.serve({
      ...(data === undefined ? {} : { data }),
      ...(port === undefined ? {} : { port }),
      upstreams: upstream,
      variables: Object.fromEntries(variables),
      tell: (line, level) => {
        if (level !== "info") process.stderr.write(`gramme: ${line}\n`);
      },
    });
  } catch (error) {
    // the app's own class cannot be imported here; its name is the contract
    if (error instanceof Error && error.name === "ServeError") {
      throw new UserError(error.message, EXIT.ledger, { cause: error });
    }
    throw error;
  }
}

function welcome(url: string, data: string): string {
  return `The ledger is at ${url}, its data in ${data}. Ctrl-C ends it. Try:

  curl ${url}/v1/events -H 'content-type: application/json' -d '{
    "schema": "gramme/events/1",
    "events": [{ "id": "try-'$(date +%s)'", "at_unix_ms": '$(date +%s)'000,
      "task": "text-generation", "model": "my-model", "input_tokens": 12, "output_tokens": 80 }]}'

What came in is told at ${url}/api/summary some seconds later; all doors at ${url}/docs
Results of a bench: gramme bench --json > run.json && gramme push run.json --calibrate
`;
}
