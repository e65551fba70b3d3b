/**
 * A stand-in for a ledger behind a real socket on this machine.
 * @module
 */
import { type Server, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import { type StandIn, type StandInOptions, standIn } from "../ledger-stand-in.fixture.ts";

/** A ledger that listens. */
export interface LoopbackLedger extends StandIn {
  readonly url: string;
}

/** Listens until the test ends. What breaks in the stand-in breaks the connection. */
export async function loopbackLedger(options: StandInOptions = {}): Promise<LoopbackLedger> {
  const ledger = standIn(options);
  const server: Server = createServer((request, response) => {
    void (async () => {
      try {
        const chunks: Buffer[] = [];
        for await (const chunk of request) chunks.push(chunk as Buffer);
        const answer = await ledger.fetch(`http://${request.headers.host}${request.url}`, {
          method: "POST",
          headers: request.headers as Record<string, string>,
          body: Buffer.concat(chunks).toString(),
          redirect: "manual",
          signal: new AbortController().signal,
        });
        response.writeHead(answer.status, Object.fromEntries(answer.headers));
        response.end(Buffer.from(await answer.arrayBuffer()));
      } catch {
        response.socket?.destroy();
      }
    })();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  // getters stay getters
  return Object.create(ledger, { url: { value: `http://127.0.0.1:${port}` } }) as LoopbackLedger;
}
