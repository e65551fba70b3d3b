/**
 * Draws a picture for the README: runs `npm start` here and now, and puts what it prints into an SVG.
 * @module
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const FONT_PX = 14;
const CHAR_PX = 8.43;
const LINE_PX = 20;
const MARGIN_PX = 20;

const run = spawnSync(process.execPath, [`${root}scripts/start.ts`, "--once"], {
  cwd: root,
  encoding: "utf8",
  stdio: ["ignore", "pipe", "inherit"],
  env: { ...process.env, NO_COLOR: "1" },
});
if (run.status !== 0) throw new Error(`npm start ended with ${run.status ?? run.signal}`);

/** The tables, the machine, the rungs and the doubt; the lists of assumptions and sources are too long for a picture. */
const measured = run.stdout.split("\nAssumed")[0] ?? "";
/** What was served, and all of it in one line. */
const served = /^Served and counted[^]*?(?=\nThe pages)/mu.exec(run.stdout)?.[0] ?? "";
const lines = [
  "$ npm start",
  ...measured.split("\n"),
  "",
  "… assumed, not counted, sources",
  "",
  ...served.trimEnd().split("\n"),
];

const escape = (line: string): string =>
  line.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
const isHeading = (line: string): boolean =>
  line !== "" && !line.startsWith(" ") && !line.startsWith("…") && !line.startsWith("$");
const width = Math.ceil(Math.max(...lines.map((line) => line.length)) * CHAR_PX + 2 * MARGIN_PX);
const height = lines.length * LINE_PX + 2 * MARGIN_PX;
const rows = lines.map((line, index) => {
  const y = MARGIN_PX + (index + 1) * LINE_PX - 5;
  return `<text x="${MARGIN_PX}" y="${y}"${isHeading(line) ? ' class="heading"' : ""} xml:space="preserve">${escape(line)}</text>`;
});

mkdirSync(`${root}docs/pictures`, { recursive: true });
writeFileSync(
  `${root}docs/pictures/start.svg`,
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img">
<title>What npm start prints</title>
<style>
  rect { fill: #14171a }
  text { fill: #d7dce0; font: ${FONT_PX}px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace }
  .heading { fill: #7fd1ae; font-weight: 600 }
</style>
<rect width="${width}" height="${height}" rx="8"/>
${rows.filter((row) => !row.endsWith('preserve"></text>')).join("\n")}
</svg>
`,
);
