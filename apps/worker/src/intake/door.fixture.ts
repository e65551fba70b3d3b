/**
 * The events door alone, as a client meets it.
 * @module
 */
/// <reference types="@cloudflare/vitest-plugin/types" />
import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import type { WireEventsAck, WireProblem } from "@gramme/core/wire";
import type { Env } from "../env.ts";
import { ledger } from "../ledger.ts";
import { bindings } from "../shard/shard.fixture.ts";
import { eventsDoor } from "./events.ts";

const app = ledger(eventsDoor);

/** Tenant of all that comes through {@link ask}. */
export const LOCAL = "local";

/** What the door answers to a request. */
export async function ask(
  init: RequestInit & { readonly path?: string },
  env: Partial<Env> = {},
): Promise<Response> {
  const context = createExecutionContext();
  const url = `http://127.0.0.1:8787${init.path ?? "/v1/events"}`;
  const response = await app.fetch(
    new Request(url, { method: "POST", ...init }),
    { ...bindings, ACCESS: "loopback", ...env },
    context,
  );
  await waitOnExecutionContext(context);
  return response;
}

/** What the door answers to a body, as JSON. */
export async function send(
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ readonly status: number; readonly body: WireEventsAck & WireProblem }> {
  const response = await ask({
    body: JSON.stringify(body),
    headers: { "content-type": "application/json", ...headers },
  });
  return { status: response.status, body: await response.json() };
}

/** An event of now. */
export function eventNow(more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return { at_unix_ms: Date.now(), task: "text-classification", model: "bert-mini", ...more };
}

/** A batch without numbers. */
export function namedBatch(...events: readonly unknown[]): Record<string, unknown> {
  return { schema: "gramme/events/1", events };
}

/** A batch with a number. */
export function numberedBatch(seq: number, ...events: readonly unknown[]): Record<string, unknown> {
  return { schema: "gramme/events/1", producer: "outbox-1", seq, events };
}
