/**
 * The gate before every door that is not public. Whatever is missing, unset or unclear: it stays shut.
 * @module
 */
import type { MiddlewareHandler } from "hono";
import type { Ledger, LedgerContext } from "../context.ts";
import { Refusal } from "../problem/problem.ts";
import { accessReader } from "./access-reader.ts";
import { lacking, unauthenticated } from "./denial.ts";
import { githubJob } from "./github-job.ts";
import { KEY_PREFIX } from "./key-form.ts";
import { keyHolder } from "./key-holder.ts";
import { remoteKeySets } from "./key-sets.ts";
import type { KeySets } from "./key-sets.ts";
import { checkLoopback, LOCAL_USER } from "./loopback.ts";
import { allows, READING } from "./principal.ts";
import type { Principal, Scope } from "./principal.ts";

/** Longest credential that is looked at: GitHub's tokens have some 2,000 characters. */
const LONGEST = 8192;

/** Where a gate looks, and whom it asks. */
export interface Gate {
  /**
   * Header of the key. `x-gramme-key` takes a bare key, and leaves Authorization to others; jobs' tokens come by
   * Authorization only.
   */
  readonly header?: "authorization" | "x-gramme-key";
  /** Public keys of those who sign tokens; over the network when not said. */
  readonly keySets?: KeySets;
}

const overNetwork = remoteKeySets();

/**
 * Lets those pass who may, and says who they are in `c.var.principal`. Others get `unauthenticated`, `forbidden` or, on a
 * loopback ledger that is not asked by loopback, `misdirected-host`.
 */
export function allow(scope: Scope, gate: Gate = {}): MiddlewareHandler<Ledger> {
  return async (c, next) => {
    const principal = await principalOf(c, scope, gate);
    if (!allows(principal.scopes, scope)) throw lacking(scope, principal.scopes);
    c.set("principal", principal);
    await next();
  };
}

async function principalOf(c: LedgerContext, scope: Scope, gate: Gate): Promise<Principal> {
  const { env } = c;
  const { header = "authorization", keySets = overNetwork } = gate;
  const { nowMs } = c.var;
  const onLoopback = env.ACCESS === "loopback";
  if (onLoopback) checkLoopback(c.req.raw, scope);
  const credential = credentialOf(c.req.raw.headers, header);
  if (credential?.startsWith(KEY_PREFIX) === true) return await keyHolder(env, credential, nowMs);
  if (credential !== undefined) {
    if (scope !== "runs:write" || header !== "authorization") {
      throw unauthenticated("this wants a key, gk_ID.SECRET; tokens of jobs are for POST /v1/runs");
    }
    return await githubJob(env, credential, keySets, nowMs);
  }
  if (onLoopback) return LOCAL_USER;
  const reader = READING.includes(scope)
    ? await accessReader(env, c.req.raw.headers, keySets, nowMs)
    : undefined;
  if (reader !== undefined) return reader;
  throw unauthenticated(
    header === "authorization"
      ? "this wants a key: Authorization: Bearer gk_ID.SECRET"
      : "this wants a key: x-gramme-key: gk_ID.SECRET",
  );
}

/** A key or a token, whole; nothing where none was sent. Two of them in one request are none. */
function credentialOf(headers: Headers, header: NonNullable<Gate["header"]>): string | undefined {
  const value = headers.get(header);
  if (value === null) return undefined;
  if (value.length > LONGEST) {
    throw new Refusal("bad-header", `${header} is longer than ${LONGEST} characters; no key and no token is`);
  }
  // headers that came twice stand here as one with a comma, which neither form has
  const [, credential] = (header === "authorization" ? BEARER : BARE).exec(value) ?? [];
  if (credential === undefined) {
    throw unauthenticated(
      header === "authorization"
        ? "Authorization wants to be one Bearer with one key or token"
        : "x-gramme-key wants to be one key, gk_ID.SECRET",
    );
  }
  return credential;
}

const BEARER = /^Bearer +([A-Za-z0-9._~+/=-]+)$/iu;
const BARE = /^(gk_[A-Za-z0-9._-]+)$/u;
