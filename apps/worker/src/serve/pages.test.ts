import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { builtPages } from "./pages.ts";
import { serve, type Served } from "./serve.ts";

let root: string;
let served: Served | undefined;
const told: string[] = [];
const tell = (line: string): void => {
  told.push(line);
};

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "gramme-pages-"));
});
afterEach(async () => {
  await served?.close();
  served = undefined;
  told.length = 0;
  rmSync(root, { recursive: true });
});

const SHELL = "<!doctype html><title>Gramme</title>";

function built(folder: string): string {
  mkdirSync(join(folder, "assets"), { recursive: true });
  writeFileSync(join(folder, "index.html"), SHELL);
  writeFileSync(join(folder, "assets", "index-DYuaR1Rs.js"), "export {};\n".repeat(500));
  writeFileSync(join(folder, "favicon.svg"), "<svg xmlns='http://www.w3.org/2000/svg'/>");
  return folder;
}

const config = (directory: string): Parameters<typeof builtPages>[0] => ({
  assets: {
    directory,
    binding: "ASSETS",
    run_worker_first: true,
    html_handling: "none",
    not_found_handling: "none",
  },
});

describe("pages that are served", () => {
  test("come from the folder, with their types, under the ledger's headers, and shadow no door", async () => {
    const pages = built(join(root, "dist"));
    // what would be served where the platform answered by itself
    mkdirSync(join(pages, "api"));
    writeFileSync(join(pages, "api", "summary"), "not a door");
    writeFileSync(join(pages, "openapi.json"), "not a door");
    served = await serve({ data: join(root, "ledger"), port: 0, pages, tell });
    const { url } = served;
    const shell = await fetch(`${url}/inference`);
    expect([shell.status, await shell.text()]).toEqual([200, SHELL]);
    expect(shell.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(shell.headers.get("content-security-policy")).toContain("default-src 'none'; script-src 'self'");
    expect(shell.headers.get("cache-control")).toBe("no-cache");
    const etag = shell.headers.get("etag") ?? "";
    expect(etag).not.toBe("");
    expect((await fetch(url, { headers: { "if-none-match": etag } })).status).toBe(304);
    const script = await fetch(`${url}/assets/index-DYuaR1Rs.js`);
    expect([script.status, script.headers.get("content-type")]).toEqual([
      200,
      "text/javascript; charset=utf-8",
    ]);
    expect(script.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    expect((await fetch(`${url}/favicon.svg`)).headers.get("content-type")).toBe("image/svg+xml");
    expect(await (await fetch(`${url}/api/summary`)).json()).toMatchObject({ schema: "gramme/summary/1" });
    expect(await (await fetch(`${url}/openapi.json`)).json()).toMatchObject({ openapi: "3.1.0" });
    for (const path of ["/index.html", "/assets/none.js", "/assets/..%2findex.html", "/nothing"]) {
      const answer = await fetch(`${url}${path}`);
      expect([path, answer.status, answer.headers.get("content-type")]).toEqual([
        path,
        404,
        "application/problem+json",
      ]);
    }
    expect((await fetch(`${url}/`, { method: "POST" })).status).toBe(405);
    const head = await fetch(url, { method: "HEAD" });
    expect([head.status, await head.text()]).toEqual([200, ""]);
    // a stranger's name for this machine gets the shell at most, which holds nothing
    expect(await (await fetch(`${url}/api/project`)).json()).toMatchObject({
      reader: "loopback",
      since: null,
    });
    expect(told).toEqual([]);
  });

  test("are none where nobody built them, and the ledger works", async () => {
    mkdirSync(join(root, "empty"));
    served = await serve({ data: join(root, "ledger"), port: 0, pages: join(root, "empty"), tell });
    const answer = await fetch(served.url);
    expect([answer.status, await answer.text()]).toEqual([503, expect.stringContaining("npm run build")]);
    expect((await fetch(`${served.url}/api/summary`)).status).toBe(200);
  });
});

describe("pages to be built", () => {
  const builder = (text: string): string => {
    const folder = mkdtempSync(join(root, "dashboard-"));
    writeFileSync(join(folder, "build.mjs"), text);
    return folder;
  };

  test("are where their builder says", async () => {
    const there = built(join(root, "there"));
    const folder = builder(`export const buildDashboard = async () => ${JSON.stringify(there)};`);
    expect(await builtPages(config("dist"), tell, folder)).toBe(there);
    // what says that it is built and is not there is not served
    rmSync(there, { recursive: true });
    expect(await builtPages(config("dist"), tell, folder)).toBeUndefined();
    expect(told).toEqual([]);
  });

  test("that cannot be built are those that were built before, or none; it is told either way", async () => {
    const folder = builder(`export const buildDashboard = async () => { throw new Error("no vite"); };`);
    expect(await builtPages(config("dist"), tell, folder)).toBeUndefined();
    built(join(folder, "dist"));
    expect(await builtPages(config("dist"), tell, folder)).toBe(join(folder, "dist"));
    expect(told).toEqual(["the pages could not be built: no vite", "the pages could not be built: no vite"]);
  });

  test("without a builder are told too", async () => {
    expect(await builtPages(config("dist"), tell, mkdtempSync(join(root, "none-")))).toBeUndefined();
    expect(told[0]).toContain("the pages could not be built");
  });
});
