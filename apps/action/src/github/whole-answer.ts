/**
 * Answers of the API that are all there.
 * @module
 */

/**
 * `fetch`, for Octokit. It reads the answer to its end and sees that JSON is whole: Octokit takes an answer that was
 * cut for an empty one, and then a list of comments is empty, and a second comment is made. It follows no redirect:
 * fetch would turn the POST to a repository that has moved into a GET.
 * @throws TypeError when the answer was cut, and as fetch does.
 */
export async function fetchWhole(address: string | URL | Request, init?: RequestInit): Promise<Response> {
  const response = await fetch(address, { ...init, redirect: "manual" });
  const { status, statusText, headers } = response;
  const body = await response.text();
  if (/\bjson\b/u.test(headers.get("content-type") ?? "") && body !== "") parse(body);
  return new Response(status === 204 || status === 205 || status === 304 ? null : body, {
    status,
    statusText,
    headers,
  });
}

function parse(body: string): void {
  try {
    JSON.parse(body);
  } catch {
    // the parser's own words quote the body
    throw new TypeError(`an answer that is no whole JSON, of ${body.length} characters`);
  }
}
