/**
 * Uploads what a job found, for the job or the workflow that comments. Loaded only when it is wanted: what it stands on
 * is large.
 * @module
 */
import { resolve } from "node:path";
import { DefaultArtifactClient } from "@actions/artifact";

/** Where it is now, or why it is nowhere. */
export type Uploaded =
  | { readonly uploaded: true; readonly id: number; readonly bytes: number; readonly sha256: string }
  | { readonly uploaded: false; readonly reason: string };

/**
 * Uploads one file as an artifact. Never throws for what the world does: outside a runner, or where the service fails,
 * it says why.
 * @param name of the artifact
 * @param file in `folder`, as a path from it: its name in the artifact
 */
export async function uploadCheck(
  name: string,
  file: string,
  folder: string,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Uploaded> {
  if (!env["ACTIONS_RUNTIME_TOKEN"] || !env["ACTIONS_RESULTS_URL"]) {
    return {
      uploaded: false,
      reason:
        "there is nowhere to upload to: this is no job of a GitHub runner (ACTIONS_RUNTIME_TOKEN is not set)",
    };
  }
  const root = resolve(folder);
  try {
    const { id, size, digest } = await new DefaultArtifactClient().uploadArtifact(
      name,
      [resolve(root, file)],
      root,
    );
    if (id === undefined || size === undefined || digest === undefined) {
      return { uploaded: false, reason: `the artifact ${name} was sent, and never confirmed` };
    }
    return { uploaded: true, id, bytes: size, sha256: digest };
  } catch (error) {
    return { uploaded: false, reason: `the artifact ${name} cannot be uploaded: ${words(error)}` };
  }
}

function words(error: unknown): string {
  const [line = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
  return /\b409\b/u.test(line)
    ? `this run has one of that name already; give each job of a matrix its own part (${line.slice(0, 300)})`
    : line.slice(0, 300);
}
