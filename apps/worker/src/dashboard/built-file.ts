/**
 * Files of the built pages, as the platform's static assets hold them: found by content, with an ETag.
 * @module
 */
import type { LedgerContext } from "../context.ts";

/**
 * A built file with these headers over its own: 200, or 304 where the reader has it. Nothing where there is none, or where
 * nobody built the pages.
 */
export async function builtFile(
  c: LedgerContext,
  path: string,
  headers: Readonly<Record<string, string>>,
): Promise<Response | undefined> {
  const known = c.req.header("if-none-match");
  const answer = await c.env.ASSETS?.fetch(
    new Request(new URL(path, c.req.url), known === undefined ? {} : { headers: { "if-none-match": known } }),
  );
  if (answer === undefined || (answer.status !== 200 && answer.status !== 304)) {
    await answer?.body?.cancel();
    return undefined;
  }
  const whole = new Headers(headers);
  for (const name of ["etag", "content-type"]) {
    const own = answer.headers.get(name);
    if (own !== null && !whole.has(name)) whole.set(name, own);
  }
  return new Response(answer.body, { status: answer.status, headers: whole });
}
