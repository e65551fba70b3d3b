/**
 * Which headers pass the gateway, each way.
 * @module
 */

/** Of one connection only (RFC 9110, 7.6.1), or of the form in which a message travels. The gateway writes its own. */
const OF_THE_HOP = [
  "connection",
  "keep-alive",
  "proxy-connection",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-authentication-info",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "http2-settings",
  "content-length",
  "via",
];

/** What callers send and no upstream should see: who and where they are, and ways round the gateway's own rules. */
const NOT_UPSTREAM: ReadonlySet<string> = new Set([
  ...OF_THE_HOP,
  "host",
  "expect",
  "cookie",
  "cookie2",
  "forwarded",
  "x-real-ip",
  "true-client-ip",
  "x-client-ip",
  "x-cluster-client-ip",
  "fastly-client-ip",
  "x-original-host",
  "x-host",
  "cdn-loop",
  "origin",
  "referer",
  "accept-encoding",
  // these would have the upstream act on another path or method than the one that was looked at
  "x-original-url",
  "x-rewrite-url",
  "x-http-method",
  "x-http-method-override",
  "x-method-override",
]);
const NOT_UPSTREAM_PREFIXES = ["cf-", "x-forwarded-", "x-gramme-", "sec-", "mf-"];

/** Headers by which callers prove who they are to an upstream. A route with a secret sends the ledger's instead. */
export const CREDENTIALS: ReadonlySet<string> = new Set([
  "authorization",
  "api-key",
  "x-api-key",
  "x-goog-api-key",
  "x-auth-token",
]);

/** What upstreams send and no caller should see: their session, their machinery, their say over the ledger's origin. */
const NOT_TO_CALLER: ReadonlySet<string> = new Set([
  ...OF_THE_HOP,
  "set-cookie",
  "set-cookie2",
  "alt-svc",
  "alt-used",
  "server",
  "server-timing",
  "x-powered-by",
  "x-aspnet-version",
  "x-envoy-upstream-service-time",
  "x-served-by",
  "x-runtime",
  "location",
  "refresh",
  "link",
  "www-authenticate",
  "authentication-info",
  "strict-transport-security",
  "public-key-pins",
  "content-security-policy",
  "content-security-policy-report-only",
  "report-to",
  "reporting-endpoints",
  "nel",
  "expect-ct",
  "clear-site-data",
  "service-worker-allowed",
  "timing-allow-origin",
  "origin-agent-cluster",
  "accept-ch",
  "critical-ch",
  "cache-control",
  "expires",
  "pragma",
]);
const NOT_TO_CALLER_PREFIXES = ["cf-", "access-control-", "cross-origin-", "x-gramme-", "mf-"];

/** Encodings that the platform takes off by itself when a body is read. */
const TAKEN_OFF: ReadonlySet<string> = new Set(["gzip", "br", "identity", ""]);

/**
 * Headers for the upstream.
 * @param secret sent as `Authorization: Bearer` in place of whatever the caller proves itself with
 */
export function upstreamHeaders(from: Headers, secret: string | undefined): Headers {
  const headers = kept(
    from,
    (name) =>
      NOT_UPSTREAM.has(name) ||
      NOT_UPSTREAM_PREFIXES.some((prefix) => name.startsWith(prefix)) ||
      (secret !== undefined && CREDENTIALS.has(name)),
  );
  // a compressed stream could not be read for usage without being taken apart
  headers.set("accept-encoding", "identity");
  headers.set("via", `1.1 ${VIA}`);
  if (secret !== undefined) headers.set("authorization", `Bearer ${secret}`);
  return headers;
}

/** How the gateway names itself to upstreams, and by which it knows its own request when it comes round again. */
const VIA = "gramme-gateway";

/** Whether a request has been through a gateway before. */
export function cameRound(headers: Headers): boolean {
  return (headers.get("via") ?? "").split(/[\s,]+/u).includes(VIA);
}

/**
 * Headers for the caller. The answer is data and nothing more: no page of an upstream may run at the ledger's origin,
 * and no cache may keep it for the next caller.
 */
export function callerHeaders(from: Headers): Headers {
  const headers = kept(
    from,
    (name) => NOT_TO_CALLER.has(name) || NOT_TO_CALLER_PREFIXES.some((prefix) => name.startsWith(prefix)),
  );
  // the body is read here, so the platform has taken these off; one it does not know passes as it is
  if (TAKEN_OFF.has(headers.get("content-encoding")?.trim().toLowerCase() ?? "")) {
    headers.delete("content-encoding");
  }
  headers.set("cache-control", "no-store");
  headers.set("content-security-policy", "sandbox; default-src 'none'; frame-ancestors 'none'");
  headers.set("x-content-type-options", "nosniff");
  return headers;
}

function kept(from: Headers, dropped: (name: string) => boolean): Headers {
  const named = new Set((from.get("connection") ?? "").split(",").map((name) => name.trim().toLowerCase()));
  const headers = new Headers();
  for (const [name, value] of from) {
    if (!dropped(name) && !named.has(name)) headers.append(name, value);
  }
  return headers;
}
