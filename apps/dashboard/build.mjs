/**
 * Builds the pages where their sources changed since they were built last.
 * @module
 */
import { createHash } from "node:crypto";
import { access, mkdtemp, readFile, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const folder = fileURLToPath(new URL(".", import.meta.url));
const core = fileURLToPath(new URL("../../packages/core/src", import.meta.url));
const dist = `${folder}dist`;
const stamp = `${folder}.built`;

/**
 * Folder of the built pages: `index.html` and `assets/`. Takes a second where something changed. Two that build at once
 * do not disturb each other: each builds apart, and what is whole takes the place of what was.
 * @returns {Promise<string>}
 */
export async function buildDashboard() {
  const now = await sourcesStamp();
  if (await stands(now)) return dist;
  const apart = await mkdtemp(`${folder}.building-`);
  try {
    await build({ root: folder, logLevel: "warn", build: { outDir: apart, emptyOutDir: true } });
    // one that built the same meanwhile has done it
    if (await stands(now)) return dist;
    const old = `${apart}-old`;
    await rename(dist, old).catch(() => undefined);
    await rename(apart, dist).catch(async (error) => {
      if (!(await stands(now))) throw error;
    });
    await writeFile(stamp, now);
    await rm(old, { recursive: true, force: true });
  } finally {
    await rm(apart, { recursive: true, force: true });
  }
  return dist;
}

async function stands(now) {
  const [built, whole] = await Promise.all([
    readFile(stamp, "utf8").catch(() => ""),
    access(`${dist}/index.html`).then(
      () => true,
      () => false,
    ),
  ]);
  return whole && built === now;
}

async function sourcesStamp() {
  const hash = createHash("sha256");
  const lists = await Promise.all(
    [`${folder}src`, `${folder}public`, core].map(async (root) =>
      (await readdir(root, { recursive: true, withFileTypes: true })).flatMap((entry) =>
        entry.isFile() && !entry.name.includes(".test.") ? [`${entry.parentPath}/${entry.name}`] : [],
      ),
    ),
  );
  const files = [
    ...lists.flat(),
    ...["index.html", "vite.config.ts", "answer-forms.ts", "package.json"].map((name) => folder + name),
  ].toSorted();
  for (const file of files) {
    const { mtimeMs, size } = await stat(file);
    hash.update(`${file} ${size} ${mtimeMs}\n`);
  }
  return hash.digest("hex");
}
