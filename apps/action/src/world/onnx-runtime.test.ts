import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { testFolder } from "../../test/world/folder.ts";
import { ensureOnnxRuntime } from "./onnx-runtime.ts";

const HASH = "sha512-cGlubmVk";

/** A folder with a package of that name in it. */
function workspaceWith(version: string | undefined): string {
  const folder = testFolder();
  if (version === undefined) return folder;
  const own = join(folder, "node_modules/onnxruntime-node");
  mkdirSync(own, { recursive: true });
  writeFileSync(
    join(own, "package.json"),
    JSON.stringify({ name: "onnxruntime-node", version, main: "i.js" }),
  );
  writeFileSync(join(own, "i.js"), "");
  return folder;
}

/** A runner's folders, and an npm that notes how it was called and does as it is told. */
function runner(does: { readonly version?: string; readonly hash?: string; readonly fails?: string } = {}) {
  const folder = testFolder();
  const [cache, temporary, calls] = ["cache", "tmp", "calls"].map((name) => join(folder, name));
  if (cache === undefined || temporary === undefined || calls === undefined) throw new Error("no folders");
  mkdirSync(cache);
  mkdirSync(temporary);
  vi.stubEnv("RUNNER_TOOL_CACHE", cache);
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  const { version = "1.30.0", hash = HASH, fails } = does;
  const npm = join(folder, "npm");
  const script = `#!${process.execPath}
const fs = require("node:fs");
fs.appendFileSync(${JSON.stringify(calls)}, JSON.stringify({ args: process.argv.slice(2), cwd: process.cwd(), skip: process.env.ONNXRUNTIME_NODE_INSTALL }) + "\\n");
if (${JSON.stringify(fails ?? "")}) { console.error(${JSON.stringify(fails ?? "")}); process.exit(1); }
const own = "node_modules/onnxruntime-node";
for (const system of ["linux", "darwin", "win32"]) {
  fs.mkdirSync(own + "/bin/napi-v6/" + system, { recursive: true });
}
fs.writeFileSync(own + "/package.json", JSON.stringify({ name: "onnxruntime-node", version: ${JSON.stringify(version)} }));
const packages = { "node_modules/onnxruntime-node": { version: "1.30.0", integrity: ${JSON.stringify(hash)} } };
fs.writeFileSync("node_modules/.package-lock.json", JSON.stringify({ packages }));
`;
  writeFileSync(npm, script, { mode: 0o755 });
  return {
    cache,
    temporary,
    question: { wanted: "1.30.0", integrity: HASH, npm, temporary },
    calls: () =>
      existsSync(calls)
        ? readFileSync(calls, "utf8")
            .trim()
            .split("\n")
            .map((line) => JSON.parse(line) as { args: string[]; cwd: string; skip: string })
        : [],
  };
}

describe("ensureOnnxRuntime", () => {
  beforeEach(() => {
    // the tool cache tells the log of each step
    const write = vi.spyOn(process.stdout, "write").mockReturnValue(true);
    onTestFinished(() => write.mockRestore());
  });

  it("has nothing to do where every arm has its own, of any version", async () => {
    const { question, calls } = runner();
    const folders = [workspaceWith("1.20.0"), workspaceWith("1.30.0")];
    expect(await ensureOnnxRuntime({ ...question, folders })).toBeUndefined();
    expect(calls()).toEqual([]);
  });

  it("installs the pinned one into the tool cache, once, and runs no script of it", async () => {
    const { question, calls, cache, temporary } = runner();
    const folders = [workspaceWith("1.20.0"), workspaceWith(undefined)];
    const folder = await ensureOnnxRuntime({ ...question, folders });
    const own = "node_modules/onnxruntime-node";
    expect(folder).toBe(join(cache, "gramme-onnxruntime/1.30.0", process.arch, own));
    expect(existsSync(join(folder ?? "", "package.json"))).toBe(true);
    expect(readdirSync(join(folder ?? "", "bin/napi-v6"))).toEqual([process.platform]);
    expect(calls()).toEqual([
      {
        args: [
          "install",
          "--ignore-scripts",
          "--no-audit",
          "--no-fund",
          "--no-save",
          "--prefix",
          ".",
          "onnxruntime-node@1.30.0",
        ],
        cwd: expect.stringContaining(temporary),
        skip: "skip",
      },
    ]);
    expect(readdirSync(temporary)).toEqual([]);
    expect(await ensureOnnxRuntime({ ...question, folders })).toBe(folder);
    expect(calls()).toHaveLength(1);
  });

  it("installs it anew where the cache is no longer whole", async () => {
    const { question, calls } = runner();
    const folders = [workspaceWith(undefined)];
    const folder = await ensureOnnxRuntime({ ...question, folders });
    rmSync(folder ?? "", { recursive: true });
    expect(await ensureOnnxRuntime({ ...question, folders })).toBe(folder);
    expect(calls()).toHaveLength(2);
  });

  it.each<[string, Parameters<typeof runner>[0], RegExp]>([
    [
      "npm",
      { fails: "npm error code E404" },
      /npm could not install 1\.30\.0: npm error code E404\n\(or add/u,
    ],
    ["the version", { version: "1.29.0" }, /npm installed onnxruntime-node 1\.29\.0 where 1\.30\.0/u],
    [
      "the hash",
      { hash: "sha512-b3RoZXI=" },
      /another onnxruntime-node than the pinned one: sha512-b3RoZXI=/u,
    ],
  ])("says that %s is wrong, and leaves nothing behind", async (_what, does, message) => {
    const { question, cache, temporary } = runner(does);
    await expect(
      ensureOnnxRuntime({ ...question, folders: [workspaceWith(undefined)] }),
    ).rejects.toThrowError(message);
    expect([...readdirSync(cache), ...readdirSync(temporary)]).toEqual([]);
  });

  it("says that there is no npm", async () => {
    const { question, temporary } = runner();
    const folders = [workspaceWith(undefined)];
    await expect(
      ensureOnnxRuntime({ ...question, folders, npm: join(temporary, "npm") }),
    ).rejects.toThrowError(/no npm to install it: add actions\/setup-node/u);
  });

  it("names the tool cache that is not there", async () => {
    const { question } = runner();
    vi.stubEnv("RUNNER_TOOL_CACHE", "");
    await expect(
      ensureOnnxRuntime({ ...question, folders: [workspaceWith(undefined)] }),
    ).rejects.toThrowError(/RUNNER_TOOL_CACHE/u);
  });

  it("ends as it was told to", async () => {
    const { question } = runner();
    const why = new Error("cancelled");
    const folders = [workspaceWith(undefined)];
    await expect(ensureOnnxRuntime({ ...question, folders, signal: AbortSignal.abort(why) })).rejects.toBe(
      why,
    );
  });
});
