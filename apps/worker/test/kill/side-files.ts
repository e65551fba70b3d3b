/**
 * What a producer says of its events beside the ledger: a file that only grows, one number a line, so that it is there
 * for the judge however the producer dies.
 * @module
 */
import { closeSync, existsSync, openSync, readFileSync, writeSync } from "node:fs";
import { join } from "node:path";

/** What the judge is told of one producer process, whose events are numbered 1, 2, 3… */
export interface Told {
  /** Events that it handed to its outbox. */
  readonly added: number;
  /** Events up to this one were kept, said the outbox. */
  readonly kept: number;
  /** Events of this and other processes that a ledger acked, to this process: label → highest number. */
  readonly acked: ReadonlyMap<string, number>;
  /** Answers that came and were not heard. */
  readonly unheard: number;
}

/** Writes what becomes of events. */
export interface Witness {
  added(upTo: number): void;
  kept(upTo: number): void;
  acked(label: string, upTo: number): void;
  unheard(): void;
}

/** A witness for the process with this label. */
export function witness(folder: string, label: string): Witness {
  const file = openSync(join(folder, `${label}.told`), "a");
  process.once("exit", () => closeSync(file));
  // one small write at the end of a file is whole or not there, as far as a killed process goes
  const line = (text: string): void => void writeSync(file, `${text}\n`);
  return {
    added: (upTo) => line(`added ${label} ${upTo}`),
    kept: (upTo) => line(`kept ${label} ${upTo}`),
    acked: (of, upTo) => line(`acked ${of} ${upTo}`),
    unheard: () => line("unheard"),
  };
}

/** What was told of the process with this label. */
export function toldOf(folder: string, label: string): Told {
  const path = join(folder, `${label}.told`);
  const acked = new Map<string, number>();
  let added = 0;
  let kept = 0;
  let unheard = 0;
  // a line without its end was being written
  const lines = existsSync(path) ? readFileSync(path, "utf8").split("\n").slice(0, -1) : [];
  for (const line of lines) {
    const [verb, of = "", number = "0"] = line.split(" ");
    const upTo = Number(number);
    if (verb === "added") added = Math.max(added, upTo);
    else if (verb === "kept") kept = Math.max(kept, upTo);
    else if (verb === "unheard") unheard += 1;
    else acked.set(of, Math.max(acked.get(of) ?? 0, upTo));
  }
  return { added, kept, acked, unheard };
}
