/**
 * A fetched answer with its body under watch, otherwise as it came.
 * @module
 */

/** The same answer with this body in the place of its own. */
export function passedOn(response: Response, body: ReadableStream<Uint8Array>): Response {
  const { status, statusText, headers, url, redirected, type } = response;
  const same = new Response(body, { status, statusText, headers });
  // a constructor sets none of these, and clients read them
  const fields = { url, redirected, type };
  for (const [name, value] of Object.entries(fields)) {
    Object.defineProperty(same, name, { value, configurable: true });
  }
  return same;
}
