/**
 * Stage 2 as a runner gets it: built as `scripts/bundle.ts` builds it, into a folder of the test's own.
 * @module
 */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

let built: Promise<string> | undefined;

/** Text of `comment.mjs`. */
export async function commentBundle(): Promise<string> {
  built ??= build();
  return await built;
}

async function build(): Promise<string> {
  const bundle = await rolldown({
    input: fileURLToPath(new URL("../../src/comment-main.ts", import.meta.url)),
    cwd: fileURLToPath(new URL("../../../..", import.meta.url)),
    platform: "node",
    external: ["onnxruntime-node"],
    logLevel: "warn",
  });
  const { output } = await bundle.generate({
    format: "esm",
    minify: true,
    codeSplitting: false,
    comments: false,
  });
  await bundle.close();
  return output[0].code;
}

/** A file that holds it. */
export async function commentFile(): Promise<string> {
  const file = join(mkdtempSync(join(tmpdir(), "gramme-comment-")), "comment.mjs");
  writeFileSync(file, await commentBundle());
  return file;
}
