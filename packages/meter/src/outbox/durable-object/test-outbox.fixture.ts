/**
 * Outbox objects for tests: their ledger is a stand-in, their hour stands where a test puts it. And a door that meters
 * each request through a sink, as a Worker would.
 * @module
 */
import { WorkerEntrypoint } from "cloudflare:workers";
import type { LedgerFetch } from "../http-attempt.ts";
import { eventNamed } from "../ledger-stand-in.fixture.ts";
import type { Outbox } from "../outbox.ts";
import type { OutboxProblem } from "../state.ts";
import { MeterOutbox, type MeterOutboxEnv } from "./meter-outbox.ts";
import { durableObjectSink } from "./object-sink.ts";

/** So far in the future that no alarm rings but by a test. */
export const START_MS = 2_500_000_000_000;

/** What the objects of this isolate meet. Tests change it. */
export const SCENE: {
  fetch: LedgerFetch;
  nowMs: number;
  mostEvents: number;
  problems: OutboxProblem[];
  sink: Outbox | undefined;
} = {
  fetch: () => Promise.reject(new TypeError("no ledger")),
  nowMs: START_MS,
  mostEvents: 1_000_000,
  problems: [],
  sink: undefined,
};

/** An outbox of a test. */
export class TestOutbox extends MeterOutbox {
  constructor(ctx: DurableObjectState, env: MeterOutboxEnv) {
    super(ctx, env, {
      ledger: "https://ledger.test",
      key: "id.secret",
      fetch: (url, request) => SCENE.fetch(url, request),
      nowMs: () => SCENE.nowMs,
      random: () => 0.5,
      mostEvents: SCENE.mostEvents,
      onProblem: (problem) => SCENE.problems.push(problem),
    });
  }
}

/** Meters each request under the name in its path. The sink lives as long as the isolate, each request its own time. */
export class MeteredDoor extends WorkerEntrypoint<{ readonly OUTBOX: DurableObjectNamespace<MeterOutbox> }> {
  override fetch(request: Request): Response {
    SCENE.sink ??= durableObjectSink(this.env.OUTBOX, {
      onProblem: (problem) => SCENE.problems.push(problem),
    });
    SCENE.sink.add(eventNamed(new URL(request.url).pathname.slice(1)));
    return new Response("answered");
  }
}
