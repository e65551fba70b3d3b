/**
 * Where a proxied request goes, and as what: everything that can be refused is refused here, before anything leaves.
 * @module
 */
import type { LedgerContext } from "../../context.ts";
import { fromBook } from "../../problem/out-of-breath.ts";
import { Refusal } from "../../problem/problem.ts";
import { pathVerdict, proxyPath, targetUrl } from "../guard/target.ts";
import { cameRound, CREDENTIALS, upstreamHeaders } from "../header/forwarded-headers.ts";
import { requestLabels, type RequestLabels } from "../label/request-labels.ts";
import { routeFor } from "../route/route-book.ts";
import type { WireRoute } from "../route/route-input.ts";
import { noSuchRoute, upstreamOf } from "../route/routes-door.ts";
import { upstreamSecret } from "../route/upstream-secret.ts";

/** A request that may go. */
export interface Aim {
  readonly route: WireRoute;
  readonly url: URL;
  readonly headers: Headers;
  /** What it is counted under; `undefined` where it is no inference. */
  readonly labels: RequestLabels | undefined;
}

/**
 * The aim of a request.
 * @throws Refusal `not-found`, `method-not-allowed`, `malformed-query`, `forbidden`, `bad-header`, or
 * `upstream-refused` where the route itself is not one that the ledger would take now
 */
export async function aimed(c: LedgerContext): Promise<Aim> {
  const { url: from, method, headers } = c.req.raw;
  const asked = proxyPath(from);
  if (asked === undefined) throw noSuchRoute();
  if (/\bwebsocket\b/iu.test(headers.get("upgrade") ?? "")) {
    throw new Refusal("bad-header", "the gateway forwards requests and their answers, no WebSockets");
  }
  // a slip that is easily made, and would show the key to the upstream
  if (showsKey(asked.search) || [...CREDENTIALS].some((name) => showsKey(headers.get(name) ?? ""))) {
    throw new Refusal(
      "bad-header",
      "a key of the ledger goes in x-gramme-key; Authorization and its like are the upstream's",
    );
  }
  if (cameRound(headers)) throw new Refusal("upstream-refused", "the request went round in a circle");
  const { tenant } = c.var.principal;
  const route = await fromBook(routeFor(c.env.BOOK, tenant, asked.route, c.var.nowMs));
  if (route === undefined) throw noSuchRoute();
  const { input } = route;
  const methods: readonly string[] = input.methods ?? ["GET", "POST"];
  if (!methods.includes(method)) {
    throw new Refusal("method-not-allowed", `the route takes ${methods.join(", ")}`, {
      headers: { allow: methods.join(", ") },
    });
  }
  const { path, search } = asked;
  const pathFound = pathVerdict(path);
  if (!pathFound.ok) throw new Refusal("malformed-query", pathFound.why);
  if (input.allow?.some((prefix) => path === prefix || path.startsWith(`${prefix}/`)) === false) {
    throw new Refusal("forbidden", "the route does not allow this path");
  }
  // what was right when the route was written may not be now
  const upstream = upstreamOf(c, input.upstream);
  if (!upstream.ok) throw refusedUpstream("the ledger does not take this route's upstream any more");
  const url = targetUrl(upstream.url, path, search);
  if (url === undefined) throw new Refusal("malformed-query", "the path leads out of the route's upstream");
  const secret =
    input.secret === undefined ? undefined : upstreamSecret(c.env, input.secret, upstream.url.origin, tenant);
  if (secret?.ok === false) throw refusedUpstream("the route's secret is not set, or not for this route");
  return {
    route,
    url,
    headers: upstreamHeaders(headers, secret?.key),
    labels: requestLabels(route, { method, path, targetPath: url.pathname, headers }),
  };
}

/** Whether a key of the ledger's stands in a text. */
const showsKey = (text: string): boolean => /\bgk_[A-Za-z0-9]+\./u.test(text);

function refusedUpstream(detail: string): Refusal {
  return new Refusal("upstream-refused", `${detail}; whoever runs the ledger can put it right`);
}
