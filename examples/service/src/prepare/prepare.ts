/** @module Makes whatever is missing under artifacts/. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { artifactPath, writeWhole } from "../artifacts.ts";
import { INPUTS } from "./inputs.ts";
import { MODELS } from "./models.ts";
import { sampleFile } from "./sample-file.ts";

const STAMP = "prepared";

/**
 * Makes the models and input samples under artifacts/, and names each file to `onMade` once it is there. Does nothing
 * when all are there and neither this service's code nor its dependencies have changed since. An interrupted run
 * leaves only whole files, and the next one starts over.
 */
export async function prepare(onMade: (file: string) => void): Promise<void> {
  const code = codeDigest();
  const files = [...Object.keys(MODELS), ...Object.keys(INPUTS)];
  const stamp = artifactPath(STAMP);
  const current = existsSync(stamp) && readFileSync(stamp, "utf8") === code;
  if (current && files.every((file) => existsSync(artifactPath(file)))) return;

  for (const [file, make] of Object.entries(MODELS)) {
    writeWhole(artifactPath(file), await make());
    onMade(file);
  }
  for (const [file, make] of Object.entries(INPUTS)) {
    writeWhole(artifactPath(file), sampleFile(await make()));
    onMade(file);
  }
  writeWhole(stamp, code);
}

/** A digest of all that decides what is made: the code, tests left out, and the versions of dependencies. */
function codeDigest(): string {
  const root = fileURLToPath(new URL("../..", import.meta.url));
  const code = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .map((file) => join("src", file));
  const digest = createHash("sha256");
  for (const file of ["package.json", ...code.toSorted()]) digest.update(readFileSync(join(root, file)));
  return digest.digest("hex");
}
