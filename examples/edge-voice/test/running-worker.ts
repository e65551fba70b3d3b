/**
 * The Worker as `wrangler deploy` bundles it, running in workerd, with a ledger and a tail consumer of this machine.
 * @module
 */
import { createTestHarness, unstable_readConfig } from "wrangler";
import { ledgerStandIn, type LedgerStandIn } from "./ledger-stand-in.ts";

const ROOT = `${import.meta.dirname}/..`;

/** What the Worker answers to a sound. */
export interface Heard {
  readonly windows: number;
  readonly duration_s: number;
  readonly segments: readonly { readonly start_s: number; readonly end_s: number }[];
  readonly probabilities?: readonly number[];
}

/** A running Worker. */
export interface RunningWorker {
  readonly ledger: LedgerStandIn;
  request(path: string, init?: { method?: string; body?: Uint8Array; type?: string }): Promise<Response>;
  /** What requests logged, one list of arguments for each `console.log`, as a tail consumer is given it. */
  tailed(): readonly (readonly (readonly unknown[])[])[];
  close(): Promise<void>;
}

const TAILED = "tailed ";

/** Starts it, on a free port of the loopback interface. */
export async function runningWorker(profile: string): Promise<RunningWorker> {
  const ledger = await ledgerStandIn();
  const { name, main, compatibility_date, rules, durable_objects, migrations } = unstable_readConfig({
    config: `${ROOT}/wrangler.jsonc`,
  });
  const server = createTestHarness({
    root: ROOT,
    workers: [
      {
        config: {
          name: name ?? "",
          main: main ?? "",
          compatibility_date: compatibility_date ?? "",
          rules,
          durable_objects,
          migrations,
          vars: { GRAMME_LEDGER: ledger.url, PROFILE: profile },
          tail_consumers: [{ service: "consumer" }],
        },
      },
      {
        config: {
          name: "consumer",
          main: "test/tail.fixture.ts",
          compatibility_date: compatibility_date ?? "",
        },
      },
    ],
  });
  await server.listen();
  return {
    ledger,
    async request(path, { method = "GET", body, type } = {}) {
      return server.fetch(path, {
        method,
        ...(body === undefined ? {} : { body }),
        ...(type === undefined ? {} : { headers: { "content-type": type } }),
      });
    },
    tailed: () =>
      server
        .getLogs()
        .map(({ message }) => message)
        .filter((message) => message.startsWith(TAILED))
        .map((message) => JSON.parse(message.slice(TAILED.length)) as unknown[][]),
    async close() {
      await server.close();
      await ledger.close();
    },
  };
}
