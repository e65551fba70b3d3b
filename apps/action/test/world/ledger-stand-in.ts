/**
 * A ledger on loopback that is as strict as the real one, answers in the same form, and is as moody as a network.
 * @module
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import { check, idempotencyKey, pathText, PROBLEMS, RunsEnvelope } from "@gramme/core/wire";
import type { ProblemCode, WireProblem, WireProblemError, WireRunsEnvelope } from "@gramme/core/wire";
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
    const verdict = taken(request, body, ledger);
    if (mood === "take-then-cut") response.destroy();
    else sendVerdict(response, verdict);
  } else if ("redirect" in mood) {
    response.writeHead(307, { location: mood.redirect });
    response.end();
  } else {
    response.writeHead(mood.status, mood.headers);
    response.end(mood.body);
  }
}

type Verdict =
  | { readonly status: 200 | 201; readonly key: string }
  | { readonly refused: ProblemCode; readonly errors?: readonly WireProblemError[] };

function taken(request: IncomingMessage, body: Buffer, { token, runs }: Ledger): Verdict {
  const { headers } = request;
  if (request.url !== "/v1/runs") return { refused: "not-found" };
  if (request.method !== "POST") return { refused: "method-not-allowed" };
  if (headers.authorization !== `Bearer ${token}`) return { refused: "unauthenticated" };
  const key = headers["idempotency-key"];
  if (typeof key !== "string") return { refused: "bad-header" };
  if (headers["content-type"] !== "application/json") return { refused: "unsupported-media-type" };
  const checked = check(RunsEnvelope, JSON.parse(body.toString("utf8")));
  if (!checked.ok) {
    return {
      refused: "malformed-body",
      errors: checked.issues.map(({ path, message }) => ({
        code: "malformed-body",
        field: pathText(path),
        detail: message,
      })),
    };
  }
  if (key !== idempotencyKey(checked.value.source)) return { refused: "bad-header" };
  const known = runs.get(key);
  if (known !== undefined && JSON.stringify(known) !== JSON.stringify(checked.value)) {
    return { refused: "conflict" };
  }
  runs.set(key, checked.value);
  return { status: known === undefined ? 201 : 200, key };
}

function sendVerdict(response: ServerResponse, verdict: Verdict): void {
  if ("status" in verdict) {
    response.writeHead(verdict.status, { "content-type": "application/json" });
    response.end(JSON.stringify({ key: verdict.key, received_at: "2026-11-23T10:00:00.000Z" }));
    return;
  }
  const { refused: code, errors } = verdict;
  const problem: WireProblem = {
    type: `urn:gramme:problem:${code}`,
    title: code.replaceAll("-", " "),
    status: PROBLEMS[code],
    code,
    detail: "no",
    ...(errors === undefined ? {} : { errors: [...errors] }),
  };
  response.writeHead(problem.status, {
    "content-type": "application/problem+json",
    "cache-control": "no-store",
  });
  response.end(JSON.stringify(problem));
}
