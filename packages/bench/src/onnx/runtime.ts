/**
 * Which onnxruntime-node runs a model: the workspace's own, so that a change of its version is measured too.
 * @module
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { EXIT, UserError } from "../config/user-error.ts";

/** A runtime that was found. */
export interface OnnxRuntime {
  /** Absolute path of the module to load. */
  readonly file: string;
  /** `onnxruntime-node 1.30.0`. */
  readonly name: string;
}

const PACKAGE = "onnxruntime-node";

/**
 * The runtime that `folder` resolves, else the one in `spare` (a folder of the package), else the one that came with
 * us. Throws {@link UserError} when there is none.
 */
export function onnxRuntime(folder: string, spare?: string): OnnxRuntime {
  const resolvers = [
    () => createRequire(join(folder, "package.json")).resolve(PACKAGE),
    () => createRequire(import.meta.url).resolve(spare ?? PACKAGE),
  ];
  for (const resolve of resolvers) {
    try {
      const file = resolve();
      return { file, name: `${PACKAGE} ${versionOf(file)}` };
    } catch {
      // the next one may be there
    }
  }
  throw new UserError(
    `onnx workloads want ${PACKAGE}, and ${folder} has none: add it to its package.json (npm install ${PACKAGE})`,
    EXIT.workload,
  );
}

/** The version that the package's own manifest states, in the nearest folder above the module. */
function versionOf(file: string): string {
  for (let here = dirname(file); here !== dirname(here); here = dirname(here)) {
    try {
      const manifest = JSON.parse(readFileSync(join(here, "package.json"), "utf8")) as Record<
        string,
        unknown
      >;
      if (manifest["name"] === PACKAGE) return String(manifest["version"]);
    } catch {
      // not this folder
    }
  }
  return "of unknown version";
}
