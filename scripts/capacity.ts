/**
 * Writes docs/capacity.md: `npm run capacity`. With `--check` it only says whether the page is what it would write.
 * @module
 */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { capacityPage } from "../apps/worker/capacity/page.ts";

const path = fileURLToPath(new URL("../docs/capacity.md", import.meta.url));
// the formatter lays tables out, so what it makes of the text is the text
const text = execFileSync("oxfmt", ["--stdin-filepath", path], { input: capacityPage(), encoding: "utf8" });
if (process.argv.includes("--check")) {
  if (readFileSync(path, "utf8") !== text) {
    process.stderr.write("docs/capacity.md is not what apps/worker/capacity gives; run npm run capacity\n");
    process.exitCode = 1;
  }
} else {
  writeFileSync(path, text);
}
