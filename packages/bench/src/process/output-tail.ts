/**
 * The last lines that a command printed, for the error message if it fails. Everything else is let go, so that a
 * chatty command costs no memory.
 * @module
 */
import { stripVTControlCharacters } from "node:util";
import type { Readable } from "node:stream";

const LINES = 20;
const LINE_LENGTH = 300;

/** Keeps the last 20 lines of any number of streams, in the order in which they arrived. */
export class OutputTail {
  private readonly kept: string[] = [];
  private readonly rest = new Map<Readable, string>();

  /** Listens to the streams that there are. */
  follow(...streams: readonly (Readable | null)[]): void {
    for (const stream of streams) {
      stream?.setEncoding("utf8");
      stream?.on("data", (chunk: string) => this.take(stream, chunk));
      // a killed tree closes its pipes mid-read
      stream?.on("error", () => {});
    }
  }

  /** The last lines, unfinished ones too. */
  lines(): readonly string[] {
    const unfinished = [...this.rest.values()].filter((line) => line !== "");
    return [...this.kept, ...unfinished].slice(-LINES).map((line) => printable(line).slice(0, LINE_LENGTH));
  }

  private take(stream: Readable, chunk: string): void {
    const lines = ((this.rest.get(stream) ?? "") + chunk).split("\n");
    this.rest.set(stream, (lines.pop() ?? "").slice(-LINE_LENGTH));
    this.kept.push(...lines);
    this.kept.splice(0, Math.max(0, this.kept.length - LINES));
  }
}

/** A line that cannot move the cursor or colour what comes after it: what it would have shown in the end. */
function printable(line: string): string {
  const shown =
    stripVTControlCharacters(line)
      .split("\r")
      .findLast((part) => part !== "") ?? "";
  // oxlint-disable-next-line no-control-regex -- control characters are what is taken out
  return shown.replaceAll(/[\u0000-\u0008\u000B-\u001F\u007F]/gu, "");
}
