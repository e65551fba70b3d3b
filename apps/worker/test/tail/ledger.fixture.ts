/**
 * A ledger's door, as far as the tail consumer uses it: fails the first time, then takes what fits core's schema and
 * shows what it took.
 * @module
 */
import { EventsBatch, MeterEvent, type WireEvent } from "@gramme/core/wire";

const taken: WireEvent[] = [];
let asked = 0;

export default {
  async fetch(request: Request): Promise<Response> {
    if (request.method === "GET") return Response.json({ asked, taken });
    asked += 1;
    if (request.headers.get("authorization") !== "Bearer tail.secret")
      return new Response("", { status: 401 });
    if (asked === 1) return new Response("", { status: 503 });
    const { events } = EventsBatch.parse(await request.json());
    taken.push(...events.map((event) => MeterEvent.parse(event)));
    return Response.json({
      schema: "gramme/ack/1",
      accepted: events.length,
      duplicates: 0,
      rejected: [],
    });
  },
};
