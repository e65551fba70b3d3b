// Installs what this service itself needs, some 400 MB in place of the whole repository's, where nothing is installed
// yet: a revision that was laid out to be measured. Plain JavaScript, since it runs before there is anything that
// could read TypeScript.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const stamp = `${root}node_modules/.gramme-service-setup`;
const hash = createHash("sha256");
for (const file of ["package-lock.json", ".npmrc"]) hash.update(readFileSync(root + file));
const wanted = `${hash.digest("hex")} ${process.platform}-${process.arch}`;

const run = (command, args) => {
  const done = spawnSync(command, args, {
    cwd: root,
    stdio: ["ignore", 2, "inherit"],
    shell: process.platform === "win32",
  });
  if (done.error !== undefined) console.error(`${command} could not be started: ${done.error.message}`);
  if (done.status !== 0) process.exit(done.status ?? 1);
};

if (!existsSync(`${root}node_modules`)) {
  const only = ["--workspace", "@gramme/example-service", "--omit=dev"];
  run("npm", ["ci", ...only, "--no-audit", "--no-fund", "--loglevel=error"]);
  // .npmrc has npm run no install script; this one lays down the pinned Node, and no other is needed
  run("npm", ["rebuild", "node", "--ignore-scripts=false", "--loglevel=error"]);
  writeFileSync(stamp, wanted);
} else if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== wanted) {
  // somebody works here: then everything is wanted
  run(process.execPath, ["scripts/setup.mjs"]);
}
