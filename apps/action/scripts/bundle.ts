/**
 * The Action's files as a runner gets them: each one bundled, minified, without anything beside it but Node.
 * @module
 */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";
import type { Plugin } from "rolldown";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const action = fileURLToPath(new URL("..", import.meta.url));

/** Entry of each file. */
const ENTRIES = {
  "index.mjs": join(action, "src/main.ts"),
  "comment.mjs": join(action, "src/comment-main.ts"),
  "upload-artifact.mjs": join(action, "src/world/upload-artifact.ts"),
  "onnx-child.mjs": join(root, "packages/bench/src/onnx/child.ts"),
} as const;

/** What the sources find as a file beside them stands under another name in the bundle. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  [join(root, "packages/bench/src/onnx/child-file.ts")]: `import { fileURLToPath } from "node:url";
export const CHILD_FILE = fileURLToPath(new URL("./onnx-child.mjs", import.meta.url));`,
  [join(action, "src/uploader.ts")]: `
export const uploader = () => import(new URL("./upload-artifact.mjs", import.meta.url).href);`,
};

/** What a runner starts when the job is over: a file of its own, since a step that was cut off has said nothing yet. */
const POST = `import { afterJob } from "./index.mjs";

await afterJob();
`;

const elsewhere: Plugin = {
  name: "elsewhere",
  load: (id) => ELSEWHERE[id] ?? null,
};

/** Text of every file, by its name in `dist`, the licences of what is in them included. */
export async function bundles(): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  const packages = new Set<string>();
  for (const [name, input] of Object.entries(ENTRIES)) {
    const bundle = await rolldown({
      input,
      cwd: root,
      platform: "node",
      plugins: [elsewhere],
      // the Actions packages bring three, of one major version: one is enough
      resolve: { alias: { undici: join(action, "node_modules/undici") } },
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
    const [chunk, ...others] = output;
    if (others.length > 0) throw new Error(`${name} became ${output.length} files`);
    files.set(name, `${chunk.code.trimEnd()}\n`);
    for (const id of chunk.moduleIds) {
      const folder = packageOf(id);
      if (folder !== undefined) packages.add(folder);
    }
  }
  files.set("post.mjs", POST);
  files.set("licences.txt", licences(packages));
  return files;
}

/** Folder of the foreign package that a module is from. */
function packageOf(id: string): string | undefined {
  const found = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//u.exec(id)?.[1];
  return found === undefined || found.includes("\0") ? undefined : found;
}

const LICENCE_FILE = /^(licen[cs]e|copying)(\.(md|txt|mit|apache-?2?(\.0)?|bsd))?$/iu;

function licences(folders: ReadonlySet<string>): string {
  const texts = [...folders].map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
      name: string;
      version: string;
      license?: string;
    };
    return `${name} ${version} (${license ?? "see its text"})\n\n${licenceText(folder)}`;
  });
  return `${[...new Set(texts)].toSorted().join(`\n\n${"-".repeat(78)}\n\n`)}\n`;
}

function licenceText(folder: string): string {
  const file = readdirSync(folder).find((name) => LICENCE_FILE.test(name));
  return file === undefined ? "(it ships no text)" : readFileSync(join(folder, file), "utf8").trim();
}

/** Where the files go. */
export const DIST: string = join(action, "dist");
/** The folder as people name it. */
export const DIST_NAME: string = relative(root, DIST);
