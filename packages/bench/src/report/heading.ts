/**
 * Headings of a report.
 * @module
 */
import { styleText } from "node:util";

/** A heading on a line of its own, an empty line above it. Bold in a terminal. */
export function heading(text: string): string {
  return `\n${styleText("bold", text)}`;
}
