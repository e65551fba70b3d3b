/**
 * JSON with comments, as wrangler's configuration is written.
 * @module
 */

/** A string, which stays, or a comment. */
const COMMENT = /("(?:\\.|[^"\\])*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//gu;
/** A string, which stays, or a comma before a closing bracket. */
const LAST_COMMA = /("(?:\\.|[^"\\])*")|,(?=\s*[}\]])/gu;

/** The value of a text of JSON with comments and trailing commas. Throws a SyntaxError as `JSON.parse` does. */
export function parseJsonc(text: string): unknown {
  return JSON.parse(text.replaceAll(COMMENT, kept).replaceAll(LAST_COMMA, kept));
}

function kept(_: string, string?: string): string {
  return string ?? " ";
}
