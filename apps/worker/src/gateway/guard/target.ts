/**
 * Where under its upstream a request goes. Whatever the path says, it stays under the upstream's own.
 * @module
 */

/** Outcome of looking at a path. */
export type PathVerdict =
  | { readonly ok: true; readonly path: string }
  | { readonly ok: false; readonly why: string };

/** Times that a path is decoded in search of something hidden. */
const MOST_LAYERS = 4;
const LONGEST_PATH = 2000;

const no = (why: string): PathVerdict => ({ ok: false, why });

/**
 * The path of a request, if it can mean one place only. Servers decode and tidy paths each in their own way, so
 * whatever one of them could read as going up, going elsewhere or ending early is refused, at every layer of encoding.
 * @param path raw, as it stood in the request: begins with a slash, has no query
 */
export function pathVerdict(path: string): PathVerdict {
  if (path.length > LONGEST_PATH) return no(`the path is longer than ${LONGEST_PATH} characters`);
  if (!path.startsWith("/")) return no("the path wants a leading slash");
  const slashes = path.split("/").length;
  let layer = path;
  for (let depth = 0; ; depth += 1) {
    if (depth > MOST_LAYERS) return no("the path is encoded too often");
    if (/[\\\p{Cc}]/u.test(layer)) return no("the path has a backslash or a control character");
    if (layer.split("/").length !== slashes) return no("the path has an encoded slash");
    const segments = layer.slice(1).split("/");
    // what follows a semicolon is a parameter to some servers, so `..;` goes up too
    if (segments.some((segment) => /^\.{1,2}(?:;|$)/u.test(segment))) return no("the path has a dot segment");
    if (segments.slice(0, -1).includes("")) return no("the path has an empty segment");
    if (!layer.includes("%")) return { ok: true, path };
    const decoded = decodedOnce(layer);
    if (decoded === undefined) return no("the path has a % that encodes nothing");
    layer = decoded;
  }
}

function decodedOnce(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/**
 * The address to ask: the upstream's, then the path, then the query as it came. `undefined` where the parser reads the
 * whole as anything that is not under the upstream.
 * @param path one that {@link pathVerdict} let pass
 * @param search the query with its `?`, or empty
 */
export function targetUrl(upstream: URL, path: string, search: string): URL | undefined {
  const base = upstream.pathname.replace(/\/$/u, "");
  const url = URL.parse(`${upstream.origin}${base}${path}${search}`);
  if (url === null || url.origin !== upstream.origin || url.username !== "" || url.password !== "") {
    return undefined;
  }
  return url.pathname.startsWith(`${base}/`) && url.hash === "" ? url : undefined;
}

/** What a request asks of a route: `/proxy/ID/…`, unparsed. */
export interface ProxyPath {
  readonly route: string;
  /** Raw path behind the route's id, with its slash. */
  readonly path: string;
  /** Raw query with its `?`, or empty. */
  readonly search: string;
}

/** The parts of a proxied request's URL, raw; `undefined` where it is not one. */
export function proxyPath(url: string): ProxyPath | undefined {
  const found =
    /^[a-z]+:\/\/[^/?#]*\/proxy\/([A-Za-z0-9][A-Za-z0-9_-]{0,39})(\/[^?#]*)(\?[^#]*)?(?:#.*)?$/u.exec(url);
  if (found === null) return undefined;
  return { route: found[1] ?? "", path: found[2] ?? "", search: found[3] ?? "" };
}
