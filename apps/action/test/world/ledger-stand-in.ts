/**
 * A ledger on loopback that is as strict as the real one, and as moody as a network.
 * @module
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import { check, pathText } from "@gramme/core/wire";
import { idempotencyKey, RunsEnvelope } from "@gramme/core/wire";
import type { WireRunsEnvelope } from "@gramme/core/wire";
import { bytesOf, serve } from "./loopback.ts";

/** How one request is dealt with; `take` is what a ledger in good health does. */
export type Mood =
  | "take"
  /** Takes the run, and the connection breaks before that is said. */
  | "take-then-cut"
  /** The connection breaks at once. */
  | "cut"
  /** Hears, and never answers. */
  | "silent"
  | { readonly redirect: string }
  | {
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
    };

/** A ledger that is listening. */
export interface LedgerStandIn {
  readonly url: string;
  /** Every run it holds, by idempotency key. */
  readonly runs: ReadonlyMap<string, WireRunsEnvelope>;
  /** Headers of every request, in order. */
  readonly requests: readonly IncomingMessage[];
  /** Resolves when a request has come that gets no answer. */
  readonly silence: Promise<void>;
}

/**
 * Serves until the test is over, in one mood after another and then in good health. It refuses another token, another form,
 * a key that is not the run's, and another run under a known key.
 */
export async function startLedger(token: string, moods: readonly Mood[] = []): Promise<LedgerStandIn> {
  const runs = new Map<string, WireRunsEnvelope>();
  const requests: IncomingMessage[] = [];
  const { promise: silence, resolve: fallSilent } = Promise.withResolvers<void>();
  const port = await serve((request, response) => {
    const mood = moods[requests.length] ?? "take";
    requests.push(request);
    void answer(request, response, mood, { token, runs, fallSilent });
  });
  return { url: `http://127.0.0.1:${port}`, runs, requests, silence };
}

interface Ledger {
  readonly token: string;
  readonly runs: Map<string, WireRunsEnvelope>;
  readonly fallSilent: () => void;
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  mood: Mood,
  ledger: Ledger,
): Promise<void> {
  const body = await bytesOf(request);
  if (mood === "cut") response.destroy();
  else if (mood === "silent") ledger.fallSilent();
  else if (mood === "take" || mood === "take-then-cut") {
    const { status, code } = taken(request, body, ledger);
    if (mood === "take-then-cut") response.destroy();
    else send(response, status, code === undefined ? { accepted: 1 } : { error: { code, message: "no" } });
  } else if ("redirect" in mood) {
    response.writeHead(307, { location: mood.redirect });
    response.end();
  } else {
    response.writeHead(mood.status, mood.headers);
    response.end(mood.body);
  }
}

interface Verdict {
  readonly status: number;
  readonly code?: string;
}

function taken(request: IncomingMessage, body: Buffer, { token, runs }: Ledger): Verdict {
  const { headers } = request;
  if (request.method !== "POST" || request.url !== "/v1/runs") return { status: 404, code: "not-found" };
  if (headers.authorization !== `Bearer ${token}`) return { status: 401, code: "bad-token" };
  if (headers["content-type"] !== "application/json") return { status: 415, code: "not-json" };
  const checked = check(RunsEnvelope, JSON.parse(body.toString("utf8")));
  if (!checked.ok) {
    return {
      status: 422,
      code: `malformed-${pathText(checked.issues[0]?.path ?? []).replaceAll(/\W/gu, "-")}`,
    };
  }
  const key = headers["idempotency-key"];
  if (key !== idempotencyKey(checked.value.source)) return { status: 400, code: "bad-key" };
  const known = runs.get(key);
  if (known !== undefined && JSON.stringify(known) !== JSON.stringify(checked.value)) {
    return { status: 409, code: "another-run" };
  }
  runs.set(key, checked.value);
  return { status: known === undefined ? 201 : 200 };
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}
