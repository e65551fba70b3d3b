/**
 * What a long measurement is at, on stderr: one line that is overwritten in a terminal, plain lines elsewhere.
 * @module
 */
import type { Progress } from "../bench/setting.ts";

/** A line that can be taken away again. */
export interface ProgressLine extends Progress {
  /** Clears the line. */
  readonly end: () => void;
}

const CLEAR = "\r\u001b[2K";

/** Progress for people; silent when `quiet`. */
export function progressLine(quiet: boolean): ProgressLine {
  const terminal = process.stderr.isTTY;
  const write = (text: string): void => {
    if (!quiet) process.stderr.write(text);
  };
  let before = "";
  return {
    step: (text) => {
      if (terminal) write(`${CLEAR}… ${text.slice(0, process.stderr.columns - 3)}`);
      // without a terminal every workload is one line, not every replicate
      else if (headOf(text) !== before) write(`… ${headOf(text)}\n`);
      before = headOf(text);
    },
    note: (text) => write(`${terminal ? CLEAR : ""}${text}\n`),
    end: () => write(terminal ? CLEAR : ""),
  };
}

function headOf(text: string): string {
  return text.split(", ", 1)[0] ?? text;
}
