/**
 * The built pages on one machine, as a Worker beside the ledger that answers as the platform's static assets do. Miniflare
 * has them too, but puts a router of its own before every request of the ledger, which costs each of them and answers
 * some with 500.
 * @module
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { extname, join, relative, sep } from "node:path";

/** Name of the Worker. */
export const PAGES = "pages";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
  ".png": "image/png",
};

/** The Worker of a folder of built pages, read whole: some 300 kB. */
export function pagesWorker(folder: string, compatibilityDate: string) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  const read = files.map((path, index) => {
    const contents = new Uint8Array(readFileSync(path));
    return {
      module: `file-${index}.bin`,
      // as paths of URLs are, whatever parts folders here
      path: `/${relative(folder, path).split(sep).map(encodeURIComponent).join("/")}`,
      type: TYPES[extname(path)] ?? "application/octet-stream",
      etag: `"${createHash("sha256").update(contents).digest("hex").slice(0, 32)}"`,
      contents,
    };
  });
  const imports = read.map(({ module }, index) => `import f${index} from "${module}";`).join("\n");
  const table = read
    .map(
      ({ path, type, etag }, index) =>
        `[${JSON.stringify(path)}, [f${index}, ${JSON.stringify({ "content-type": type, etag })}]]`,
    )
    .join(",\n");
  const code = `${imports}
const FILES = new Map([${table}]);
export default {
  fetch(request) {
    const { pathname } = new URL(request.url);
    const file = FILES.get(pathname === "/" ? "/index.html" : pathname);
    if (file === undefined) return new Response(null, { status: 404 });
    const [contents, headers] = file;
    const known = request.headers.get("if-none-match") ?? "";
    const has = known.split(",").some((tag) => tag.trim().replace(/^W\\//, "") === headers.etag);
    return new Response(has ? null : contents, { status: has ? 304 : 200, headers });
  },
};`;
  return {
    config: {
      name: PAGES,
      compatibilityDate,
      manifest: {
        mainModule: "pages.js",
        modules: {
          "pages.js": { type: "esm" as const, contents: code },
          ...Object.fromEntries(
            read.map(({ module, contents }) => [module, { type: "data" as const, contents }] as const),
          ),
        },
      },
    },
  };
}
