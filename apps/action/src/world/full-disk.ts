/**
 * Recognising a full disk, wherever in the causes of an error it is said.
 * @module
 */
import { tmpdir } from "node:os";
import { dirname } from "node:path";

const CODES = ["ENOSPC", "EDQUOT"];
const WORDS = /no space left on device|disk quota exceeded|ENOSPC/iu;
/** Causes have causes; a ring of them has no end. */
const DEEPEST = 8;

/** What to free, if an error is that of a full disk, else undefined. Names the folder that was written to. */
export function fullDisk(error: unknown): string | undefined {
  let here: unknown = error;
  for (let depth = 0; depth < DEEPEST && here instanceof Error; depth += 1) {
    const { code, path, dest } = here as NodeJS.ErrnoException & { readonly dest?: string };
    if (CODES.includes(code ?? "") || WORDS.test(here.message)) {
      const file = dest ?? path;
      const folder = file === undefined ? `${tmpdir()} or the workspace` : dirname(file);
      return `No space is left in ${folder}: base and head are both laid out there, with what setup installs in each. Free some (docker system prune, tools of the image that are not used, caches), or set TMPDIR to a larger disk. (${firstLine(here.message)})`;
    }
    here = here.cause;
  }
  return undefined;
}

function firstLine(text: string): string {
  return text.split("\n")[0]?.slice(0, 300) ?? "";
}
