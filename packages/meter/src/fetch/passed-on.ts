/**
 * A fetched answer with its body under watch, otherwise as it came.
 * @module
 */

/** The same answer with this body in the place of its own. */
export function passedOn(response: Response, body: ReadableStream<Uint8Array>): Response {
  const { status, statusText, headers, url, redirected, type } = response;
  // a constructor sets none of these, and clients read them
  return known(new Response(body, { status, statusText, headers }), { url, redirected, type });
}

type Fields = Readonly<Record<string, unknown>>;

/** The same answer with these fields, which its copies have as well. */
function known(response: Response, fields: Fields): Response {
  const clone = (): Response => known(Response.prototype.clone.call(response), fields);
  for (const [name, value] of Object.entries({ ...fields, clone })) {
    Object.defineProperty(response, name, { value, configurable: true });
  }
  return response;
}
