/**
 * What stands in a file: an event a line, as JSON. A line that begins with `#` is none: `#lost N` tells of events that
 * were given up, `#seq N` begins a batch of its own, where one had to be split.
 * @module
 */
import type { Batch } from "../batch.ts";

/** Batches of a file. */
export interface FileText {
  readonly parts: readonly Pick<Batch, "seq" | "lost" | "lines">[];
  /** Whether it was split once: then it may hold fewer events than its name says. */
  readonly split: boolean;
}

/** The line that tells of events that were given up. */
export function lostLine(lost: number): string {
  return `#lost ${lost}\n`;
}

/** Batches as a file has them. */
export function textOf(parts: readonly Pick<Batch, "seq" | "lost" | "lines">[]): string {
  return parts
    .map(({ seq, lost, lines }) => `#seq ${seq}\n${lost === 0 ? "" : lostLine(lost)}${lines.join("\n")}\n`)
    .join("");
}

/**
 * A file as batches; its name gives the number of the first. A last line without an end was never kept, and is left
 * out. `wary`: another process wrote it, and its machine may have lost power since.
 */
export function partsOf(text: string, seq: number, wary: boolean): FileText {
  const lines = text.split("\n");
  lines.pop();
  let part = { seq, lost: 0, lines: [] as string[] };
  const parts = [part];
  let split = false;
  for (const line of lines) {
    const control = /^#(seq|lost) (\d{1,15})$/u.exec(line);
    if (control !== null) {
      const n = Number(control[2]);
      if (control[1] === "lost") part.lost += n;
      else {
        split = true;
        part = { seq: n, lost: 0, lines: [] };
        parts.push(part);
      }
    } else if (!wary || isEvent(line)) part.lines.push(line);
  }
  return { parts: parts.filter((candidate) => candidate.lines.length > 0), split };
}

function isEvent(line: string): boolean {
  if (!line.startsWith("{")) return false;
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}
