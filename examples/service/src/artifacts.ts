/** @module What this service makes and git ignores: prepared models, input samples, parsed data sets. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { deserialize, serialize } from "node:v8";

const ROOT = fileURLToPath(new URL("../artifacts", import.meta.url));

/** The full path of the artifact `name`, such as `models/digits.onnx`. It need not exist. */
export function artifactPath(name: string): string {
  return join(ROOT, name);
}

/** The full path of an artifact that `prepare` makes. Throws when it has not been made. */
export function preparedArtifact(name: string): string {
  const path = artifactPath(name);
  if (!existsSync(path)) throw new Error(`artifacts/${name} is missing: run node src/prepare.ts`);
  return path;
}

/** Writes a file whole or not at all: under another name first, so that an interruption leaves no half of it. */
export function writeWhole(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  const unfinished = `${path}.${process.pid}.tmp`;
  writeFileSync(unfinished, content);
  renameSync(unfinished, path);
}

/**
 * What `build` gives, kept under artifacts/cache for the next process. `sources` are the modules (import.meta.url)
 * and package versions that decide the result: when one of them changes, it is built anew.
 */
export function kept<T>(name: string, sources: readonly string[], build: () => T): T {
  const key = createHash("sha256");
  for (const source of sources) {
    key.update(source.startsWith("file:") ? readFileSync(fileURLToPath(source)) : source);
  }
  const path = artifactPath(`cache/${name}-${key.digest("hex").slice(0, 16)}`);
  if (existsSync(path)) return deserialize(readFileSync(path)) as T;
  const value = build();
  writeWhole(path, serialize(value));
  return value;
}
