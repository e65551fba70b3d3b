/**
 * A picture of a real comment, for the README: the Action runs on a pull request of examples/service whose images are
 * 15 % larger, and what it writes is rendered as GitHub does, light and dark. Takes a minute or two.
 * @module
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import chromium from "@sparticuz/chromium";
import { marked } from "marked";
import { chromium as browsers } from "playwright-core";
import { startGitHub } from "../apps/action/test/github-stand-in/index.ts";
import { plant, removeFolders, runAction, servicePullRequest } from "./service-pull-request.ts";

const pictures = fileURLToPath(new URL("../docs/pictures/", import.meta.url));
const { values } = parseArgs({ options: { again: { type: "boolean", default: false } } });

/** The comment that a run writes. */
async function realComment(): Promise<string> {
  const github = await startGitHub();
  try {
    await runAction(github, servicePullRequest(plant(1.15)), 1);
    return github.state.commentsOf(7)[0]?.body ?? "";
  } finally {
    await github.close();
    removeFolders();
  }
}

mkdirSync(pictures, { recursive: true });
// --again renders the comment that is there already
const comment = values.again ? readFileSync(`${pictures}comment.md`, "utf8") : await realComment();
writeFileSync(`${pictures}comment.md`, comment);

const styles = readFileSync(
  createRequire(import.meta.url).resolve("github-markdown-css/github-markdown.css"),
  "utf8",
);
const body = await marked.parse(comment, { gfm: true });
for (const scheme of ["light", "dark"] as const) {
  // in one process, as this Chromium is, the browser ends with its page
  const browser = await browsers.launch({
    args: chromium.args,
    executablePath: await chromium.executablePath(),
    headless: true,
  });
  const page = await browser.newPage({
    colorScheme: scheme,
    viewport: { width: 960, height: 600 },
    deviceScaleFactor: 1.5,
  });
  const [ground, line] = scheme === "light" ? ["#fff", "#d1d9e0"] : ["#0d1117", "#3d444d"];
  await page.setContent(`<!doctype html><meta charset="utf-8"><style>${styles}
    body { margin: 0; background: ${ground}; }
    article { margin: 16px; padding: 16px 24px; border: 1px solid ${line}; border-radius: 6px; }
    </style><article class="markdown-body">${body}</article>`);
  await page.locator("article").screenshot({ path: `${pictures}comment-${scheme}.png` });
  await browser.close();
}
