/**
 * A ledger's `POST /v1/events` on this machine, as far as it takes to see that every inference counts once: it refuses
 * what core's schema refuses, and knows a batch by its producer and number.
 * @module
 */
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { EventsBatch, MeterEvent, type WireEvent, type WireEventsAck } from "@gramme/core/wire";

/** A ledger that runs until it is closed. */
export interface LedgerStandIn {
  readonly url: string;
  /** Events that count. */
  readonly events: readonly WireEvent[];
  /** Whether it answers. While it is away, it breaks connections off. */
  away: boolean;
  /** Batches that came while it was away. */
  readonly missed: number;
  close(): Promise<void>;
}

/** Starts one on a free port of the loopback interface. */
export async function ledgerStandIn(): Promise<LedgerStandIn> {
  const events: WireEvent[] = [];
  const batches = new Set<string>();
  const state = { away: false, missed: 0 };

  const take = async (request: IncomingMessage): Promise<WireEventsAck> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const batch = EventsBatch.parse(JSON.parse(Buffer.concat(chunks).toString()));
    const found = batch.events.map((event) => MeterEvent.parse(event));
    const name = `${batch.producer}/${batch.seq}`;
    const isNew = !batches.has(name);
    batches.add(name);
    if (isNew) events.push(...found);
    const counts = { accepted: isNew ? found.length : 0, duplicates: isNew ? 0 : found.length };
    return { schema: "gramme/ack/1", ...counts, rejected: [] };
  };
  const server = createServer((request, response) => {
    if (state.away) {
      state.missed += 1;
      request.socket.destroy();
      return;
    }
    take(request).then(
      (ack) => response.setHeader("content-type", "application/json").end(JSON.stringify(ack)),
      (error: unknown) => response.writeHead(422).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    events,
    get away() {
      return state.away;
    },
    set away(away) {
      state.away = away;
    },
    get missed() {
      return state.missed;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}
