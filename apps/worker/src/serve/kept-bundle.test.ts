import {
  existsSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { builtWorker } from "./bundle.ts";
import { keptBundle } from "./kept-bundle.ts";
import { wranglerConfig } from "./wrangler-config.ts";

const LONG_AGO_S = 1_700_000_000;
let root: string;
let builds: number;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "gramme-kept-"));
  builds = 0;
  source("one");
});
afterEach(() => rmSync(root, { recursive: true }));

/** Writes a source that nobody works on just now. */
function source(text: string, name = "source.ts"): string {
  const path = join(root, name);
  writeFileSync(path, text);
  utimesSync(path, LONG_AGO_S, LONG_AGO_S);
  return path;
}

const kept = (name = ""): string => join("kept", name);

/** The bundle of the source as it is asked for by a start; `meanwhile` happens while it is built. */
async function bundle(madeBy: readonly unknown[] = [], meanwhile = (): void => undefined): Promise<string> {
  return await keptBundle({ name: "test", madeBy, folder: join(root, kept()) }, async () => {
    builds += 1;
    meanwhile();
    return { code: `build ${builds}`, files: [join(root, "source.ts")] };
  });
}

test("is built once while nothing changes, and anew when a file or an option does", async () => {
  expect(await bundle()).toBe("build 1");
  expect(await bundle()).toBe("build 1");
  source("two");
  expect(await bundle()).toBe("build 2");
  expect(await bundle()).toBe("build 2");
  expect(await bundle(["an option"])).toBe("build 3");
  // what is newer by its date alone is the same
  utimesSync(join(root, "source.ts"), LONG_AGO_S + 1, LONG_AGO_S + 1);
  expect(await bundle(["an option"])).toBe("build 3");
  expect(readdirSync(join(root, kept()))).toEqual(["test.js"]);
});

test("is built anew where a file of it is gone, and not kept then", async () => {
  await bundle();
  rmSync(join(root, "source.ts"));
  expect(await bundle()).toBe("build 2");
  expect(await bundle()).toBe("build 3");
});

test("is not kept where a file of it was written while it was built", async () => {
  const meanwhile = (): void => writeFileSync(join(root, "source.ts"), "two");
  expect(await bundle([], meanwhile)).toBe("build 1");
  expect(existsSync(join(root, kept()))).toBe(false);
});

test.each(["", "no bundle", "// {}\ncode", '// {"stamp":"0","files":[]}\ncode', "// null\n"])(
  "is built anew where %j stands in its place",
  async (text) => {
    await bundle();
    writeFileSync(join(root, kept("test.js")), text);
    expect(await bundle()).toBe("build 2");
    expect(await bundle()).toBe("build 2");
  },
);

test("is not taken where its code was cut off", async () => {
  await bundle();
  const path = join(root, kept("test.js"));
  truncateSync(path, statSync(path).size - 1);
  expect(await bundle()).toBe("build 2");
});

test("is given all the same where it cannot be kept", async () => {
  writeFileSync(join(root, kept()), "a file in the way");
  expect(await bundle()).toBe("build 1");
  expect(await bundle()).toBe("build 2");
});

test("of the Worker is made of our sources, of packages and of what is served as text", async () => {
  const { code, files } = await builtWorker(await wranglerConfig());
  expect(code).toContain("MeterShard");
  for (const file of ["apps/worker/src/index.ts", "packages/core/src/units.ts", "swagger-ui-bundle.js"]) {
    expect(files.filter((path) => path.endsWith(file))).toHaveLength(1);
  }
  expect(files.filter((path) => !existsSync(path))).toEqual([]);
});
