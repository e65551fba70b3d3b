// Installs what package-lock.json says, only when it changed. Needs nothing but Node 20 and npm; plain JavaScript,
// since it runs before there is anything that could read TypeScript.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const stamp = `${root}node_modules/.gramme-setup`;

const [major = 0] = process.versions.node.split(".").map(Number);
if (major < 20) {
  console.error(`Gramme wants Node 20 or newer to set itself up, this is ${process.versions.node}.`);
  process.exit(1);
}

const hash = createHash("sha256");
for (const file of ["package-lock.json", ".npmrc"]) hash.update(readFileSync(root + file));
const wanted = `${hash.digest("hex")} ${process.platform}-${process.arch}`;

// the pinned Node comes with the packages; without it an interrupted install is not done
const done =
  existsSync(stamp) && readFileSync(stamp, "utf8") === wanted && existsSync(`${root}node_modules/.bin/node`);

if (!done) {
  console.error("Setting up: npm ci (once; some 2.1 GB in node_modules)…");
  rmSync(stamp, { force: true });
  const npm = spawnSync("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    stdio: ["ignore", 2, "inherit"],
    shell: process.platform === "win32",
    env: {
      ...process.env,
      // npm 10 runs install scripts: this one would fetch a quarter-gigabyte of CUDA
      ONNXRUNTIME_NODE_INSTALL: "skip",
      TURBO_TELEMETRY_DISABLED: "1",
    },
  });
  if (npm.error !== undefined) {
    console.error(`npm could not be started: ${npm.error.message}`);
    process.exit(1);
  }
  if (npm.status !== 0) process.exit(npm.status ?? 1);
  writeFileSync(stamp, wanted);
}
