/**
 * The way out of the Worker: public addresses, and those private ones that were stated. What decides is the address
 * that is connected to, not the name that was asked for, so a name that turns to a private address leads nowhere.
 * @module
 */
import { readFileSync } from "node:fs";
import { ServeError } from "./serve-error.ts";

/** Name of the Worker that everything which leaves goes through. */
export const OUTBOUND = "outbound";

const CODE = `export default {
  fetch(request, env) {
    return (env.ORIGINS.includes(new URL(request.url).origin) ? env.PRIVATE : env.PUBLIC).fetch(request);
  },
};`;

/** That Worker, as miniflare takes it. */
export function outboundWorker(privateOrigins: readonly string[], compatibilityDate: string) {
  const extra = process.env["NODE_EXTRA_CA_CERTS"];
  const tlsOptions = {
    trustBrowserCas: true,
    ...(extra === undefined ? {} : { trustedCertificates: [readFileSync(extra, "utf8")] }),
  };
  return {
    config: {
      name: OUTBOUND,
      compatibilityDate,
      env: {
        PUBLIC: { type: "network" as const, allow: ["public"], deny: [], tlsOptions },
        PRIVATE: { type: "network" as const, allow: ["public", "private"], deny: [], tlsOptions },
        ORIGINS: { type: "json" as const, value: [...privateOrigins] },
      },
      manifest: {
        mainModule: "outbound.js",
        modules: { "outbound.js": { type: "esm" as const, contents: CODE } },
      },
    },
  };
}

/** Origins as `URL` spells them. Throws a {@link ServeError} on what is none. */
export function originsOf(upstreams: readonly string[]): readonly string[] {
  return upstreams.map((text) => {
    const url = URL.parse(text);
    if (url === null || !/^https?:$/u.test(url.protocol) || `${url.origin}/` !== url.href) {
      throw new ServeError(
        `--upstream wants an origin without a path, such as http://127.0.0.1:11434; found ${JSON.stringify(text)}`,
      );
    }
    return url.origin;
  });
}
