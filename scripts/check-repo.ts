/**
 * Rules of the repository that no linter knows. Each prints what breaks it; none prints when all hold.
 * @module
 */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const files = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
  cwd: root,
  encoding: "utf8",
})
  .split("\0")
  .filter((file) => file !== "" && existsSync(root + file));
/** Written by a build from packages whose texts are not ours. */
const BUILT = "apps/action/dist/";
const read = (file: string): string => readFileSync(root + file, "utf8");
const broken: string[] = [];

/** Names that say nothing of what is in a file. */
const VAGUE = /(^|\/)(utils?|helpers?|common|misc|shared|stuff)(\.[a-z]+)*(\/|$)/u;
for (const file of files) {
  if (VAGUE.test(file)) broken.push(`${file}: name it for what is in it`);
}

/** Code that is typed in, not read as data: its addresses and machine paths would be somebody's own. */
const TEXT = /\.(ts|mjs|md|yml|yaml|json)$/u;
const LOCAL = /(^|[\s"'`(])\/(home|root|Users|work|farm)\/[a-z]/u;
for (const file of files.filter(
  (name) =>
    TEXT.test(name) &&
    name !== "package-lock.json" &&
    !name.includes("check-repo") &&
    !name.startsWith(BUILT),
)) {
  for (const [index, line] of read(file).split("\n").entries()) {
    if (LOCAL.test(line))
      broken.push(`${file}:${index + 1}: a path of one machine: ${line.trim().slice(0, 80)}`);
  }
}

/** A dependency with a range is another one tomorrow. */
for (const file of files.filter((name) => name.endsWith("package.json"))) {
  const manifest = JSON.parse(read(file)) as Record<string, Record<string, string> | undefined>;
  for (const field of ["dependencies", "devDependencies"]) {
    for (const [name, version] of Object.entries(manifest[field] ?? {})) {
      if (
        !name.startsWith("@gramme/") &&
        !version.startsWith("file:") &&
        !/^\d+\.\d+\.\d+(-[a-z]+)?$/u.test(version)
      ) {
        broken.push(`${file}: ${name}@${version}: pin the version`);
      }
    }
  }
}

/** The lockfile must serve on every machine. */
if (/"resolved": "https?:/u.test(read("package-lock.json"))) {
  broken.push("package-lock.json: holds registry addresses; write it with `npm run lock`");
}

/** Each formula that code cites stands in the methodology. */
const methodology = read("docs/methodology.md");
const cited = new Set<string>();
for (const file of files.filter((name) => name.startsWith("packages/") && name.endsWith(".ts"))) {
  for (const match of read(file).matchAll(/\b(M\d{1,2})\b(?=[^\n]{0,40}\)|[\s;,:–.)])/gu)) {
    if (/\(M\d|methodology M\d/u.test(match.input.slice(Math.max(0, match.index - 30), match.index + 6))) {
      cited.add(match[1] ?? "");
    }
  }
}
for (const id of cited) {
  if (!methodology.includes(`## ${id} `))
    broken.push(`docs/methodology.md: formula ${id} is cited and not there`);
}

for (const line of broken) process.stderr.write(`${line}\n`);
process.exitCode = broken.length === 0 ? 0 : 1;
