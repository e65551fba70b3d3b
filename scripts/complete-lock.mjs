// Completes package-lock.json after `npm install` (run it as `npm run lock`).
//
// Tools such as oxlint ship one optional package per platform. A registry mirror that carries only some platforms
// makes npm leave the others out of the lockfile, and then `npm ci` refuses it everywhere. Here the missing ones are
// put back by name and version, marked with the platform that their name tells; npm then takes them where they fit
// and passes over them elsewhere. Without an integrity hash, since it could not be read. Registry addresses are
// taken out, so that the file serves with any registry.
import { readFileSync, writeFileSync } from "node:fs";

const file = new URL("../package-lock.json", import.meta.url);
const lock = JSON.parse(readFileSync(file, "utf8"));
const { packages } = lock;

const OS = [
  "aix",
  "android",
  "darwin",
  "freebsd",
  "linux",
  "netbsd",
  "openbsd",
  "openharmony",
  "sunos",
  "win32",
];
const CPU = ["arm64", "arm", "ia32", "loong64", "mips64el", "ppc64", "riscv64", "s390x", "x64"];

/** Platform that a package's name tells: `binding-linux-arm64-musl`, `linux-64`, `windows-arm64`. */
function platformOf(name) {
  const parts = name.split("/").at(-1).replace("windows", "win32").split("-");
  const cpu = parts.includes("64") ? "x64" : CPU.find((each) => parts.includes(each));
  const libc = parts.includes("musl")
    ? "musl"
    : parts.includes("gnu") || parts.includes("gnueabihf")
      ? "glibc"
      : undefined;
  const os = OS.find((each) => parts.includes(each));
  return {
    ...(cpu === undefined ? {} : { cpu: [cpu] }),
    ...(libc === undefined || os !== "linux" ? {} : { libc: [libc] }),
    ...(os === undefined ? {} : { os: [os] }),
  };
}

let added = 0;
for (const [path, entry] of Object.entries(packages)) {
  if (entry.resolved?.startsWith("http")) delete entry.resolved;
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (
      packages[`node_modules/${name}`] !== undefined ||
      packages[`${path}/node_modules/${name}`] !== undefined
    )
      continue;
    if (!/^\d+\.\d+\.\d+/.test(version))
      throw new Error(`${path}: optional ${name}@${version} is no exact version`);
    const platform = platformOf(name);
    if (platform.os === undefined) throw new Error(`${path}: cannot tell the platform of ${name}`);
    packages[`node_modules/${name}`] = {
      version,
      ...(entry.dev ? { dev: true } : {}),
      optional: true,
      ...platform,
    };
    added += 1;
  }
}
lock.packages = Object.fromEntries(
  Object.entries(packages).toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)),
);
writeFileSync(file, `${JSON.stringify(lock, undefined, 2)}\n`);
console.log(`package-lock.json: ${added} packages of other platforms put back`);
