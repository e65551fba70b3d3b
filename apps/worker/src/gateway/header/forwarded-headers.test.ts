import { describe, expect, test } from "vitest";
import { callerHeaders, cameRound, upstreamHeaders } from "./forwarded-headers.ts";

const named = (headers: Headers): readonly string[] => [...headers.keys()];

describe("to the upstream", () => {
  test("what the request says of itself passes", () => {
    const headers = upstreamHeaders(
      new Headers({
        authorization: "Bearer theirs",
        "content-type": "application/json",
        accept: "text/event-stream",
        "user-agent": "OpenAI/JS 7.57.0",
        "openai-organization": "org-1",
        "idempotency-key": "k-1",
        "x-stainless-lang": "js",
        "x-request-id": "r-1",
        traceparent: "00-1-2-01",
      }),
      undefined,
    );
    expect(Object.fromEntries(headers)).toEqual({
      authorization: "Bearer theirs",
      "content-type": "application/json",
      accept: "text/event-stream",
      "user-agent": "OpenAI/JS 7.57.0",
      "openai-organization": "org-1",
      "idempotency-key": "k-1",
      "x-stainless-lang": "js",
      "x-request-id": "r-1",
      traceparent: "00-1-2-01",
      "accept-encoding": "identity",
      via: "1.1 gramme-gateway",
    });
  });

  test.each([
    "connection",
    "keep-alive",
    "proxy-connection",
    "proxy-authorization",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "http2-settings",
    "content-length",
    "host",
    "expect",
    "cookie",
    "forwarded",
    "x-forwarded-for",
    "x-forwarded-host",
    "x-forwarded-proto",
    "x-real-ip",
    "true-client-ip",
    "cf-connecting-ip",
    "cf-ray",
    "CF-Worker",
    "cf-access-jwt-assertion",
    "cdn-loop",
    "x-gramme-key",
    "X-Gramme-Task",
    "origin",
    "referer",
    "sec-fetch-site",
    "x-original-url",
    "x-rewrite-url",
    "x-http-method-override",
  ])("%s does not", (name) => {
    expect(named(upstreamHeaders(new Headers({ [name]: "x" }), undefined))).toEqual([
      "accept-encoding",
      "via",
    ]);
  });

  test("what Connection names is of the hop, whatever it is", () => {
    const headers = upstreamHeaders(
      new Headers({ connection: "keep-alive, X-Hop ,x-other", "x-hop": "1", "x-other": "2", "x-end": "3" }),
      undefined,
    );
    expect(named(headers)).toEqual(["accept-encoding", "via", "x-end"]);
  });

  test("a route's secret goes in place of all that callers prove themselves with", () => {
    const headers = upstreamHeaders(
      new Headers({
        authorization: "Bearer theirs",
        "x-api-key": "theirs",
        "api-key": "theirs",
        "x-goog-api-key": "theirs",
        "x-gramme-key": "gk_theirs",
      }),
      "ours",
    );
    expect(headers.get("authorization")).toBe("Bearer ours");
    expect([...headers.values()].join(" ")).not.toContain("theirs");
  });

  test("Connection cannot take the secret away", () => {
    const headers = upstreamHeaders(new Headers({ connection: "authorization, via" }), "ours");
    expect(headers.get("authorization")).toBe("Bearer ours");
    expect(cameRound(headers)).toBe(true);
  });
});

test("a request that went round in a circle is known by its Via", () => {
  expect(cameRound(new Headers())).toBe(false);
  expect(cameRound(new Headers({ via: "1.1 vegur, 2 gramme-gateway-proxy" }))).toBe(false);
  expect(cameRound(new Headers({ via: "1.1 vegur, 1.1 gramme-gateway" }))).toBe(true);
});

describe("to the caller", () => {
  test("what the answer says of itself passes", () => {
    const headers = callerHeaders(
      new Headers({
        "content-type": "text/event-stream; charset=utf-8",
        "x-request-id": "req_1",
        "openai-processing-ms": "12",
        "x-ratelimit-remaining-tokens": "3",
        "retry-after": "2",
        "x-should-retry": "true",
      }),
    );
    expect(Object.fromEntries(headers)).toEqual({
      "content-type": "text/event-stream; charset=utf-8",
      "x-request-id": "req_1",
      "openai-processing-ms": "12",
      "x-ratelimit-remaining-tokens": "3",
      "retry-after": "2",
      "x-should-retry": "true",
      "cache-control": "no-store",
      "content-security-policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
      "x-content-type-options": "nosniff",
    });
  });

  test.each([
    "connection",
    "keep-alive",
    "transfer-encoding",
    "trailer",
    "upgrade",
    "content-length",
    "proxy-authenticate",
    "set-cookie",
    "alt-svc",
    "server",
    "via",
    "x-powered-by",
    "cf-ray",
    "cf-cache-status",
    "location",
    "refresh",
    "link",
    "www-authenticate",
    "strict-transport-security",
    "report-to",
    "nel",
    "clear-site-data",
    "service-worker-allowed",
    "access-control-allow-origin",
    "access-control-allow-credentials",
    "cross-origin-opener-policy",
    "x-gramme-metered",
    "expires",
  ])("%s does not", (name) => {
    expect(callerHeaders(new Headers({ [name]: "x" })).has(name)).toBe(false);
  });

  test("a page of the upstream's cannot run at the ledger's origin, whatever it says", () => {
    const headers = callerHeaders(
      new Headers({ "content-security-policy": "script-src *", "cache-control": "public, max-age=9" }),
    );
    expect(headers.get("content-security-policy")).toContain("sandbox");
    expect(headers.get("content-security-policy")).not.toContain("script-src *");
    expect(headers.get("cache-control")).toBe("no-store");
  });

  test("an encoding that the platform takes off is not promised; another is", () => {
    expect(callerHeaders(new Headers({ "content-encoding": "gzip" })).has("content-encoding")).toBe(false);
    expect(callerHeaders(new Headers({ "content-encoding": "BR" })).has("content-encoding")).toBe(false);
    expect(callerHeaders(new Headers({ "content-encoding": "zstd" })).get("content-encoding")).toBe("zstd");
  });
});
