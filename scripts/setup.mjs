// Installs what package-lock.json says, only when it changed: `node scripts/setup.mjs [SCRIPT ARGUMENTS…]` runs SCRIPT, of
// this folder, with the Node that came with the packages afterwards. Needs nothing but Node 20 and npm; plain JavaScript,
// since it runs before there is anything that could read TypeScript.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { constants } from "node:os";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const stamp = `${root}node_modules/.gramme-setup`;
// the pinned Node comes with the packages; without it an interrupted install is not done
const node = `${root}node_modules/node/bin/node${process.platform === "win32" ? ".exe" : ""}`;
const TELL_EVERY_MS = 15_000;
const LOOK_EVERY_MS = 500;

const [major = 0] = process.versions.node.split(".").map(Number);
if (major < 20) {
  console.error(`Gramme wants Node 20 or newer to set itself up, this is ${process.versions.node}.`);
  process.exit(1);
}

const hash = createHash("sha256");
for (const file of ["package-lock.json", ".npmrc"]) hash.update(readFileSync(root + file));
const wanted = `${hash.digest("hex")} ${process.platform}-${process.arch}`;

if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== wanted || !existsSync(node)) {
  rmSync(stamp, { force: true });
  await install();
  writeFileSync(stamp, wanted);
}

const [script, ...args] = process.argv.slice(2);
if (script !== undefined) {
  // the channel tells it when this process is gone, however it went
  const code = await ended(node, [fileURLToPath(new URL(script, import.meta.url)), ...args], {
    stdio: ["inherit", "inherit", "inherit", "ipc"],
  });
  process.exit(code);
}

/** npm ci, with a line now and then of how far it is. Ends this process where it fails. */
async function install() {
  console.error("Setting up: npm ci (once; some 2.1 GB in node_modules)…");
  const { packages } = JSON.parse(readFileSync(`${root}package-lock.json`, "utf8"));
  const folders = Object.keys(packages).filter((folder) => folder.startsWith("node_modules/"));
  const fromMs = Date.now();
  const seconds = () => Math.round((Date.now() - fromMs) / 1000);
  const telling = setInterval(() => {
    const there = folders.filter((folder) => existsSync(`${root}${folder}/package.json`)).length;
    console.error(`  … ${seconds()} s: ${there} packages of at most ${folders.length}`);
  }, TELL_EVERY_MS);
  const ci = ["ci", "--no-audit", "--no-fund", "--no-progress", "--loglevel=error"];
  // .npmrc has npm run no install script; this one lays down the pinned Node, and no other is needed
  const pinned = ["rebuild", "node", "--ignore-scripts=false", "--loglevel=error"];
  const options = {
    stdio: ["ignore", 2, "inherit"],
    shell: process.platform === "win32",
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: "1" },
  };
  const code = (await ended("npm", ci, options)) || (await ended("npm", pinned, options));
  clearInterval(telling);
  if (code !== 0) {
    console.error(`npm ended with code ${code}.`);
    process.exit(code);
  }
  console.error(`Set up in ${seconds()} s.`);
}

/** The exit code of a child, which hears every signal that this process does. */
async function ended(command, argv, options) {
  const child = spawn(command, argv, { cwd: root, ...options });
  const pass = (signal) => child.kill(signal);
  // a shell that npm put in between dies of a signal and passes none on
  const parent = process.ppid;
  const watching = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watching);
    child.kill("SIGTERM");
  }, LOOK_EVERY_MS);
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  for (const signal of signals) process.on(signal, pass);
  const code = await new Promise((resolve) => {
    child.once("error", ({ message }) => {
      console.error(`${command} could not be started: ${message}`);
      resolve(1);
    });
    child.once("exit", (exit, signal) => resolve(exit ?? 128 + constants.signals[signal]));
  });
  clearInterval(watching);
  for (const signal of signals) process.off(signal, pass);
  return code;
}
