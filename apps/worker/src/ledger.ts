/**
 * The whole ledger behind one `fetch`: every door at its path, every refusal answered in one form.
 * @module
 */
import { Hono } from "hono";
import type { Ledger } from "./context.ts";
import { problemResponse, Refusal } from "./problem/problem.ts";

/** The ledger with these doors mounted; tests mount only what they need. */
export function ledger(doors: (app: Hono<Ledger>) => void): Hono<Ledger> {
  const app = new Hono<Ledger>();
  app.use(async (c, next) => {
    c.set("nowMs", Date.now());
    await next();
  });
  app.notFound((c) =>
    problemResponse(new Refusal("not-found", `there is nothing at ${quoted(c.req.raw.url)}`)),
  );
  app.onError((error) => {
    if (error instanceof Refusal) return problemResponse(error);
    // the stack is for whoever runs the ledger; it holds no body and no secret
    // oxlint-disable-next-line no-console -- a Worker's log is its console
    console.error(error.stack ?? String(error));
    return problemResponse(new Refusal("bug", "the ledger failed; its log says why"));
  });
  doors(app);
  return app;
}

/** Longer than any path of ours. */
const LONGEST_PATH = 60;

/**
 * The path of an address, encoded as it came and so of plain characters, and not all of it where it is long. Links have
 * their token in it, and people pass on what went wrong.
 */
function quoted(address: string): string {
  const path = (URL.parse(address)?.pathname ?? "/").replaceAll(/gk_[\w.-]+/gu, "gk_…");
  return path.length > LONGEST_PATH ? `${path.slice(0, LONGEST_PATH)}…` : path;
}
