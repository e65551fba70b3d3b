/**
 * A bundle that is kept on the disk until one of the files changes that it was made of.
 * @module
 */
import { createHash, randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** A bundle, and the absolute paths of all files that it was made of. */
export interface Built {
  readonly code: string;
  readonly files: readonly string[];
}

/** Which bundle, and where it is kept. */
export interface Kept {
  readonly name: string;
  /** What it follows from besides its files: options of the bundler. */
  readonly madeBy: readonly unknown[];
  /** Folder; beside the packages when not said. */
  readonly folder?: string;
}

const PACKAGES = new URL("../../../../node_modules/", import.meta.url);
/** By how much the date of a file may lag behind the clock, on any file system, ms. */
const DATED_WITHIN_MS = 2000;
const HERE = fileURLToPath(new URL(".", import.meta.url));
/** Another version of a package can bring other files, and how it is bundled stands here. */
const ALWAYS = [
  fileURLToPath(new URL(".package-lock.json", PACKAGES)),
  ...["bundle.ts", "kept-bundle.ts", "served-text.ts"].map((file) => HERE + file),
];

/**
 * The code that was kept where it would be built alike, else the code that `build` gives, which is kept for the next who
 * asks. A folder that cannot be written keeps nothing, and what is there and is no bundle is built anew.
 */
export async function keptBundle(
  { name, madeBy, folder = fileURLToPath(new URL(".cache/gramme/", PACKAGES)) }: Kept,
  build: () => Promise<Built>,
): Promise<string> {
  const path = `${folder}/${name}.js`;
  const kept = readKept(path);
  if (kept !== undefined && kept.stamp === stampOf(kept, madeBy)) return kept.code;
  const fromMs = Date.now();
  const { code, files } = await build();
  const fresh = { code, files: [...new Set([...files, ...ALWAYS])].toSorted() };
  const stamp = stampOf(fresh, madeBy);
  if (stamp !== undefined && fresh.files.every((file) => isOlder(file, fromMs - DATED_WITHIN_MS)))
    keep(folder, path, `// ${JSON.stringify({ stamp, files: fresh.files })}\n${code}`);
  return code;
}

/** Of a file that was written while it was read, nobody knows which state went in. */
function isOlder(file: string, thanMs: number): boolean {
  return (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Infinity) < thanMs;
}

/** A digest of the code, of each file's name and content, and of what else it follows from; none where a file is gone. */
function stampOf({ code, files }: Built, madeBy: readonly unknown[]): string | undefined {
  const digest = createHash("sha256").update(JSON.stringify(madeBy)).update(code);
  try {
    for (const file of files) digest.update(`\n${file}\n`).update(readFileSync(file));
  } catch {
    return undefined;
  }
  return digest.digest("hex");
}

function readKept(path: string): (Built & { readonly stamp: string }) | undefined {
  try {
    const text = readFileSync(path, "utf8");
    const end = text.indexOf("\n");
    const { stamp, files } = JSON.parse(text.slice("// ".length, end)) as Record<string, unknown>;
    if (typeof stamp !== "string" || !Array.isArray(files)) return undefined;
    return { stamp, files: files.map(String), code: text.slice(end + 1) };
  } catch {
    return undefined;
  }
}

/** Whole or not at all, however many start at once. */
function keep(folder: string, path: string, text: string): void {
  const staging = `${path}.${randomUUID()}`;
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(staging, text);
    renameSync(staging, path);
  } catch {
    if (existsSync(staging)) rmSync(staging);
  }
}
