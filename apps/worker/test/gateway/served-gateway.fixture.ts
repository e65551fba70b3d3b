/**
 * A ledger that is served, with routes to an upstream, and a look at what it counted.
 * @module
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serve, type Served } from "../../src/serve/serve.ts";
import { type Cell, cellsIn } from "../shard-cells.fixture.ts";

/** A ledger with a gateway. */
export interface ServedGateway {
  readonly url: string;
  readonly served: Served;
  /** States a route. */
  readonly route: (id: string, input: object) => Promise<void>;
  /** Cells of a route, as the shard has them now: read from its file, past all code of the ledger's. */
  readonly cellsOf: (id: string) => readonly Cell[];
  /** Lines that the ledger logged. */
  readonly logged: readonly string[];
  readonly close: () => Promise<void>;
}

/** Starts it. @param variables variables and secrets over the usual ones */
export async function servedGateway(
  upstreams: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Promise<ServedGateway> {
  const data = mkdtempSync(join(tmpdir(), "gramme-gateway-"));
  const logged: string[] = [];
  const served = await serve({
    data,
    port: 0,
    upstreams,
    variables,
    tell: (line) => {
      logged.push(line);
    },
  });
  return {
    url: served.url,
    served,
    logged,
    route: async (id, input) => {
      const answer = await fetch(`${served.url}/v1/routes/${id}`, {
        method: "PUT",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(input),
      });
      if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
    },
    cellsOf: (id) => cellsIn(join(data, "do")).filter(({ route }) => route.split("/", 1)[0] === id),
    close: async () => {
      await served.close();
      rmSync(data, { recursive: true, force: true });
    },
  };
}
