/**
 * Events that the ledger refused, kept for whoever looks into it: `refused.jsonl`, an event and the reason a line.
 * @module
 */
import { appendFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { RefusedEvent } from "../store.ts";

/** Keeps refused events. */
export interface DeadLetters {
  /** Keeps them; false where the file is full. */
  keep(refused: readonly RefusedEvent[]): Promise<boolean>;
}

/** Dead letters of a folder, at most so many bytes of them. */
export function deadLetters(folder: string, mostBytes: number): DeadLetters {
  const path = join(folder, "refused.jsonl");
  return {
    async keep(refused) {
      const text = refused.map((event) => `${JSON.stringify(event)}\n`).join("");
      const size = await stat(path).then(
        (found) => found.size,
        () => 0,
      );
      if (size + Buffer.byteLength(text) > mostBytes) return false;
      await appendFile(path, text);
      return true;
    },
  };
}
