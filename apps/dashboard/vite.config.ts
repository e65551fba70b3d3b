import { defineConfig, type Plugin } from "vite";
import { answerForms } from "./answer-forms.ts";

/** Has the browser fetch the font beside the script: with `font-display: optional` a late one would not be used. */
function preloadedFont(): Plugin {
  return {
    name: "gramme:preloaded-font",
    transformIndexHtml: {
      order: "post",
      handler: (_html, { bundle }) =>
        Object.keys(bundle ?? {})
          .filter((file) => file.endsWith(".woff2"))
          .map((file) => ({
            tag: "link",
            attrs: { rel: "preload", as: "font", type: "font/woff2", href: `/${file}`, crossorigin: "" },
            injectTo: "head",
          })),
    },
  };
}

/** What asks ahead, and what the page asks with as well. */
const ASKING = {
  name: "asking",
  test: /\/src\/(?:ahead|ledger\/(?:asked-ahead|send|period-query)|state\/(?:step|url-state))\.ts/u,
};
/** Has the first questions put as soon as their own small file is there: the rest of the script is still on its way. */
function askedAhead(): Plugin {
  return {
    name: "gramme:asked-ahead",
    transformIndexHtml: {
      order: "post",
      handler: (html, { bundle }) => {
        const file = Object.values(bundle ?? {}).find(
          (one) => one.type === "chunk" && one.name === ASKING.name,
        );
        if (file === undefined) return html;
        const src = `/${file.fileName}`;
        return {
          // it is told of already, to be run later
          html: html
            .split("\n")
            .filter((line) => !line.includes(src))
            .join("\n"),
          tags: [
            {
              tag: "script",
              attrs: { type: "module", async: "", crossorigin: "", src },
              injectTo: "head-prepend",
            },
          ],
        };
      },
    },
  };
}

/** What every page is drawn with: one file, since a request more costs the first chart as much as 20 kB. */
const SHARED =
  /\/(?:preact|src\/(?:main|app|ledger|state|words)|src\/page\/overview|src\/shell|src\/chart\/(?:axes|chart-|extent|figures-table|legend-keys|path|reading|save|scale|time-|use-width)|core\/src\/(?:words|error|equivalent))|answer-forms|vite/u;

export default defineConfig({
  plugins: [answerForms(), askedAhead(), preloadedFont()],
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    target: "es2023",
    // those with light-dark(): put in terms of older ones, colours could not be chosen on the page
    cssTarget: ["chrome123", "edge123", "firefox120", "safari17.5"],
    // nothing inline: the page's policy allows scripts, styles and pictures of its own origin only
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [
            { ...ASKING, priority: 2 },
            { name: "shared", test: SHARED, priority: 1 },
          ],
        },
      },
    },
  },
  // a ledger on this machine answers while pages are written
  server: { proxy: { "/api": "http://127.0.0.1:8787" } },
});
