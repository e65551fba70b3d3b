/**
 * Printing what others wrote, without the runner taking it for orders.
 * @module
 */
import { randomUUID } from "node:crypto";

/**
 * A text as it may be printed into the log of a job: between `::stop-commands::` and a token that it cannot know, so that a
 * line such as `::set-output …`, `::add-mask::` or `##[…]` in it stays text. To be written in one piece, since the
 * runner hears no command of anybody's in between.
 */
export function quoted(text: string, token: () => string = randomUUID): string {
  let end = token();
  while (text.includes(end)) end = token();
  const rest = text.endsWith("\n") ? text : `${text}\n`;
  return `::stop-commands::${end}\n${rest}::${end}::\n`;
}
