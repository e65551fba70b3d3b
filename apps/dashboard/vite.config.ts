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

/** What every page is drawn with: one file, since a request more costs the first chart as much as 20 kB. */
const SHARED =
  /\/(?:preact|src\/(?:ledger|state|words)|src\/shell\/(?!first-runs)|src\/chart\/(?:axes|chart-|extent|figures-table|legend-keys|path|reading|save|scale|time-|use-width)|core\/src\/(?:words|error))|answer-forms/u;

export default defineConfig({
  plugins: [answerForms(), preloadedFont()],
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
          groups: [{ name: "shared", test: SHARED }],
        },
      },
    },
  },
  // a ledger on this machine answers while pages are written
  server: { proxy: { "/api": "http://127.0.0.1:8787" } },
});
