/**
 * The browser that pages are tested in: Chromium as the package `@sparticuz/chromium` brings it, or the system's own by
 * `CHROMIUM_PATH`.
 * @module
 */
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type BrowserServer, chromium } from "playwright-core";

const MODULES = fileURLToPath(new URL("../../../../node_modules/", import.meta.url));

/** Why no browser can be had here; `undefined` where one can. */
export function whyNoBrowser(): string | undefined {
  if (process.env["CHROMIUM_PATH"] !== undefined) return undefined;
  if (process.platform === "linux" && process.arch === "x64") return undefined;
  return `the package's Chromium is for Linux on x64, this is ${process.platform} on ${process.arch}: set CHROMIUM_PATH to a Chromium`;
}

/** Starts a browser that any process can connect to. */
export async function startBrowser(): Promise<BrowserServer> {
  return await chromium.launchServer({
    executablePath: process.env["CHROMIUM_PATH"] ?? (await unpacked()),
    headless: true,
    // texts as wide on every machine, whatever its fonts' hints are
    args: ["--font-render-hinting=none", "--disable-lcd-text"],
  });
}

const UNPACK = `await (await import("@sparticuz/chromium")).default.executablePath();`;

/**
 * The package unpacks 200 MB into the folder of temporary files, and takes whatever lies there by that name, of any
 * version, half unpacked too: so each version has a folder of its own, which appears whole or not at all.
 */
async function unpacked(): Promise<string> {
  const about = JSON.parse(readFileSync(join(MODULES, "@sparticuz/chromium/package.json"), "utf8")) as {
    readonly version: string;
  };
  const cache = join(MODULES, ".cache");
  const home = join(cache, `chromium-${about.version}`);
  if (existsSync(home)) return join(home, "chromium");
  mkdirSync(cache, { recursive: true });
  const staging = mkdtempSync(join(cache, "chromium-"));
  // in a process of its own: who else asks here for a folder of temporary files must not be given this one
  await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", UNPACK], {
    cwd: fileURLToPath(new URL(".", import.meta.url)),
    env: { ...process.env, TMPDIR: staging },
  });
  try {
    renameSync(staging, home);
  } catch {
    // another process was faster
    rmSync(staging, { recursive: true });
  }
  return join(home, "chromium");
}
