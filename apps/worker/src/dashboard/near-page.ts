/**
 * An address that is a page's but for its letters' case or a slash at its end: a browser is sent to the page. Everything
 * else is told that there is nothing, as at any other address.
 * @module
 */
import type { MiddlewareHandler } from "hono";
import { accepts } from "hono/accepts";
import type { Ledger } from "../context.ts";
import { VIEWS } from "./shell.ts";

const REFUSAL = "application/problem+json";
const PAGE = "text/html";

/**
 * Sends browsers from `…/Inference/` to `…/inference`. Stands where nothing else does.
 * @param more headers of the answer
 */
export function nearPage(more: Readonly<Record<string, string>> = {}): MiddlewareHandler<Ledger> {
  return async (c, next) => {
    const pathname = c.req.path;
    const [, above, name] = /^(?<above>.*\/)(?<name>[^/]+)\/?$/u.exec(pathname) ?? [];
    const view = VIEWS.find((one) => one === name?.toLowerCase());
    const place = `${above ?? ""}${view ?? ""}`;
    const isRead = c.req.method === "GET" || c.req.method === "HEAD";
    const wants = (): string => accepts(c, { header: "Accept", supports: [REFUSAL, PAGE], default: REFUSAL });
    if (view === undefined || place === pathname || !isRead || wants() !== PAGE) {
      await next();
      return;
    }
    c.res = c.body(null, 308, {
      location: `${place}${/\?.*$/u.exec(c.req.url)?.[0] ?? ""}`,
      "cache-control": "no-store",
      vary: "accept",
      ...more,
    });
  };
}

/** Paths below a place at which {@link nearPage} looks: one segment, with and without a slash. */
export const NEAR = ["/:near", "/:near/"] as const;
