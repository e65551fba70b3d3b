/**
 * A Worker's door whose outbox lives as long as the isolate, and is flushed by each request after its response.
 * @module
 */
import { WorkerEntrypoint, waitUntil } from "cloudflare:workers";
import type { LedgerFetch } from "../http-attempt.ts";
import { eventNamed, standIn } from "../ledger-stand-in.fixture.ts";
import { type Outbox, openOutbox } from "../outbox.ts";

/** What the door meets. Tests change it. */
export const FLUSHED: { fetch: LedgerFetch; outbox: Outbox | undefined; timeoutMs: number } = {
  fetch: standIn().fetch,
  outbox: undefined,
  timeoutMs: 5000,
};

/** Meters each request under the name in its path. */
export class FlushingDoor extends WorkerEntrypoint {
  override fetch(request: Request): Response {
    const outbox = (FLUSHED.outbox ??= openOutbox({
      ledger: "https://ledger.test",
      fetch: FLUSHED.fetch,
      timeoutMs: FLUSHED.timeoutMs,
      random: () => 0,
      onProblem: () => {},
    }));
    outbox.add(eventNamed(new URL(request.url).pathname.slice(1)));
    waitUntil(outbox.flush());
    return new Response("answered");
  }
}
