/**
 * A file at a revision, without a checkout.
 * @module
 */
import { UserError } from "@gramme/bench";
import type { GitHub } from "./client.ts";
import { GitHubRefused } from "./github-error.ts";
import { repositoryName } from "./repository-name.ts";

/** GitHub gives no content of larger files this way. */
const MOST_GITHUB_GIVES = 1_000_000;

/**
 * Text of a file at a revision; undefined where there is none (or the token may not see it: GitHub does not tell).
 * A link to a file of the same repository is followed by GitHub.
 * @throws UserError for what is no text file, and for more than `maxBytes`; GitHubError.
 */
export async function readContents(
  { request }: GitHub,
  repository: string,
  path: string,
  ref: string,
  { maxBytes }: { readonly maxBytes: number },
): Promise<string | undefined> {
  if (path === "" || path.split("/").some((part) => part === "" || part === "." || part === "..")) {
    throw new UserError(`${JSON.stringify(path)} is no path inside a repository; gramme.yml would be right`);
  }
  let data: unknown;
  try {
    ({ data } = await request("GET /repos/{owner}/{repo}/contents/{path}", {
      ...repositoryName(repository),
      path,
      ref,
    }));
  } catch (error) {
    if (error instanceof GitHubRefused && error.status === 404) return undefined;
    throw error;
  }
  const what = `${path} at ${ref}`;
  const { type, size, encoding, content } = fileIn(data);
  if (type !== "file") throw new UserError(`${what} is a ${type}; a file would be right`);
  const most = Math.min(maxBytes, MOST_GITHUB_GIVES);
  if (size > most) throw new UserError(`${what} has ${size} bytes; at most ${most} would be right`);
  if (encoding !== "base64")
    throw new UserError(`${what} comes in the encoding ${encoding}; base64 would be right`);
  const bytes = Buffer.from(content, "base64");
  if (bytes.byteLength > most)
    throw new UserError(`${what} has ${bytes.byteLength} bytes; at most ${most} would be right`);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new UserError(`${what} is no text in UTF-8`);
  }
}

/** What is there: one of file, dir, symlink and submodule. */
interface Entry {
  readonly type: string;
  readonly size: number;
  readonly encoding: string;
  readonly content: string;
}

function fileIn(data: unknown): Entry {
  // a directory is the list of what is in it
  const entry: Partial<Entry> = Array.isArray(data) ? { type: "directory" } : (data as Partial<Entry>);
  const { type = "thing of another kind", size = 0, encoding = "none", content = "" } = entry;
  return { type, size, encoding, content };
}
