/**
 * The whole ledger, deployed, with pages that somebody built: two files and a shell.
 * @module
 */
import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { envWith } from "../auth/gate.fixture.ts";
import { everyDoor } from "../doors.ts";
import type { Env } from "../env.ts";
import { ledger } from "../ledger.ts";

/** The ledger's own key. */
export const ROOT = `gk_root.${"r".repeat(43)}`;
/** Where the ledger stands. */
export const ORIGIN = "https://ledger.example";
/** The shell as it was built. */
export const SHELL = "<!doctype html><title>Gramme</title>";

const FILES: Readonly<Record<string, readonly [type: string, text: string]>> = {
  "/index.html": ["text/html; charset=utf-8", SHELL],
  "/assets/index-DYuaR1Rs.js": ["text/javascript", "export {};"],
  "/favicon.svg": ["image/svg+xml", "<svg/>"],
};

/** Answers as the platform's static assets do: by exact path, with an ETag. What is asked is noted. */
export function builtPages(): { readonly binding: Fetcher; readonly asked: Request[] } {
  const asked: Request[] = [];
  const answer = (request: Request): Response => {
    asked.push(request);
    const [type, text] = FILES[new URL(request.url).pathname] ?? [];
    if (type === undefined || text === undefined) return new Response("not found", { status: 404 });
    const headers = { etag: `"${text.length}"`, "content-type": type, "cache-control": "public, max-age=0" };
    return request.headers.get("if-none-match") === headers.etag
      ? new Response(null, { status: 304, headers })
      : new Response(text, { headers });
  };
  const binding = { fetch: async (request: Request) => answer(request) };
  return { binding: binding as unknown as Fetcher, asked };
}

const app = ledger(everyDoor);

/** Asks the ledger, and waits for what it leaves behind. */
export async function ask(
  path: string,
  {
    method = "GET",
    key,
    body,
    headers = {},
    env = {},
    pages = true,
  }: {
    readonly method?: string;
    readonly key?: string;
    readonly body?: unknown;
    readonly headers?: Readonly<Record<string, string>>;
    readonly env?: Partial<Env>;
    /** Whether anybody built the pages. */
    readonly pages?: boolean;
  } = {},
): Promise<Response> {
  const context = createExecutionContext();
  const { ASSETS: _, ...bindings } = envWith({ ADMIN_KEY: ROOT });
  const answer = await app.fetch(
    new Request(`${ORIGIN}${path}`, {
      method,
      headers: {
        ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
    { ...bindings, ...(pages ? { ASSETS: builtPages().binding } : {}), ...env },
    context,
  );
  const whole = new Response(answer.body === null ? null : await answer.text(), answer);
  await waitOnExecutionContext(context);
  return whole;
}

/** A new link of the tenant `main`, by its token. */
export async function madeLink(shows: "figures" | "commits" | "badge", key = ROOT): Promise<string> {
  const answer = await ask("/v1/shares", { method: "POST", key, body: { label: "public", shows } });
  const { url } = await answer.json<{ readonly url: string }>();
  return /gk_[A-Za-z0-9]+\.[\w-]{43}/u.exec(url)?.[0] ?? "";
}
