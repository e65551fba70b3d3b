/**
 * `/proxy/:route/*`: forwards to the route's upstream, and meters what passes.
 * @module
 */
import type { Hono } from "hono";
import { allow } from "../../auth/allow.ts";
import type { Ledger, LedgerContext } from "../../context.ts";
import { Refusal } from "../../problem/problem.ts";
import { countHandover } from "../handover/handover-counts.ts";
import { HEAD_LIMIT_S } from "../route/route-input.ts";
import { aimed, type Aim } from "./aim.ts";
import { passedOn } from "./answer.ts";
import { askedForUsage, type RequestBody } from "./asked-usage.ts";
import { limits, type Limits } from "./limits.ts";
import { passage, type Passage } from "./passage.ts";

/** Mounts the gateway. */
export function proxyDoor(app: Hono<Ledger>): void {
  app.all("/proxy/:route/*", allow("proxy", { header: "x-gramme-key" }), (c) => forwarded(c));
}

async function forwarded(c: LedgerContext): Promise<Response> {
  const aim = await aimed(c);
  const body = await bodyFor(c, aim);
  const passing = aim.labels === undefined ? undefined : passage(c, aim.labels);
  const limit = limits((aim.route.input.head_limit_s ?? HEAD_LIMIT_S) * 1000, c.req.raw.signal);
  const answer = await asked(c, aim, body, limit, passing);
  limit.headCame();
  const { status } = answer;
  const leadsElsewhere = status >= 300 && status < 400 && status !== 304;
  if (leadsElsewhere || status < 200 || status > 599) {
    passing?.drop();
    await answer.body?.cancel();
    // whoever followed it would carry the key along
    const why = leadsElsewhere
      ? "wants to send the request elsewhere"
      : "answers with no status that there is";
    throw new Refusal("upstream-refused", `the upstream ${why}`);
  }
  passing?.call.head();
  const response = passedOn(answer, passing, limit);
  const isInference = aim.labels !== undefined && status < 300;
  if (!isInference && (passing === undefined || status < 500)) countHandover({ unmetered: 1 });
  response.headers.set("x-gramme-metered", isInference ? aim.labels.task : "no");
  return response;
}

async function bodyFor(c: LedgerContext, { route, labels, url }: Aim): Promise<RequestBody> {
  const { body, headers, method } = c.req.raw;
  // some clients send an empty one along, and fetch takes none
  if (method === "GET" || method === "HEAD") return null;
  const asks =
    route.input.ask_usage === true &&
    labels !== undefined &&
    /\/(?:chat\/)?completions$/u.test(url.pathname) &&
    headers.get("content-encoding") === null;
  if (!asks) return body;
  try {
    return await askedForUsage(body);
  } catch {
    throw new Refusal("malformed-body", "the body broke off");
  }
}

/** The upstream's answer, or a refusal that says nothing of the upstream. */
async function asked(
  c: LedgerContext,
  { url, headers }: Aim,
  body: RequestBody,
  limit: Limits,
  passing: Passage | undefined,
): Promise<Response> {
  try {
    return await fetch(url, {
      method: c.req.raw.method,
      headers,
      body,
      redirect: "manual",
      // one caller's answer is not for another
      ...(c.req.raw.method === "GET" ? { cache: "no-store" } : {}),
      signal: limit.signal,
    });
  } catch {
    limit.headCame();
    passing?.call.end("failed");
    // nobody reads the answer to one who has gone
    if (limit.why() === "caller-gone") return new Response(null, { status: 499 });
    if (limit.why() === "too-slow") {
      throw new Refusal("upstream-too-slow", "the upstream did not begin to answer in time");
    }
    throw new Refusal("upstream-unreachable", "the upstream could not be reached, or broke off");
  }
}
