/**
 * The door of runs on a book of its own, and a look at what stands in the book.
 * @module
 */
import { createExecutionContext } from "cloudflare:test";
import type { WireRunsEnvelope } from "@gramme/core/wire";
import { bookKey, envWith } from "../auth/gate.fixture.ts";
import type { KeySets } from "../auth/key-sets.ts";
import { ledger } from "../ledger.ts";
import { sending } from "./run.fixture.ts";
import { runsDoor } from "./runs-door.ts";
import { runsOf } from "./runs.ts";
import type { BookedRun } from "./runs.ts";

/** What the door answered: a receipt or a refusal. */
export interface Answer {
  readonly status: number;
  readonly body: {
    readonly key?: string;
    readonly received_at?: string;
    readonly trained?: readonly string[];
    readonly code?: string;
    readonly detail?: string;
    readonly errors?: readonly { readonly field?: string; readonly detail: string }[];
  };
}

/** Bindings of the platform, in a ledger that takes tokens of jobs. */
export const here = envWith({ PUBLIC_ORIGIN: "https://ledger.example" });

/** Asks the door. @param keySets who signs tokens of jobs; the real ones where it is not said */
export async function asked(request: Request, keySets?: KeySets): Promise<Answer> {
  const app = ledger((doors) => runsDoor(doors, keySets === undefined ? {} : { keySets }));
  const answer = await app.fetch(request, here, createExecutionContext());
  return { status: answer.status, body: await answer.json() };
}

/** Somebody with a key for `runs:write`. */
export interface Sender {
  readonly key: string;
  readonly send: (sent: WireRunsEnvelope, headers?: Record<string, string>) => Promise<Answer>;
}

/** A new sender of a tenant. */
export async function senderOf(tenant = "acme", scopes = "runs:write"): Promise<Sender> {
  const key = await bookKey({ tenant, scopes });
  return {
    key,
    send: (sent, headers = {}) => asked(sending(sent, { authorization: `Bearer ${key}`, ...headers })),
  };
}

/** Every run of a tenant, or those of a span. */
export async function allRuns(
  tenant = "acme",
  from = 0,
  to = Number.MAX_SAFE_INTEGER,
): Promise<readonly BookedRun[]> {
  const runs: BookedRun[] = [];
  for await (const run of runsOf(here, tenant, from, to)) runs.push(run);
  return runs;
}
